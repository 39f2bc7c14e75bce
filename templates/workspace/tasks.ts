/** What is granted: tasks are asked for, and a person starts them or does not. */
export interface Tasks {
  readonly tasks: { request(name: string): Promise<void> };
}
