import { userInfo } from 'node:os';
import * as vscode from 'vscode';
import { type CapabilityRequest, requestUser } from '#protocol';
import { setting } from '../settings.ts';

/** As much of the built-in git extension's interface as is needed here (vscode.git, API version 1). */
interface GitExtension {
  getAPI(version: 1): {
    readonly repositories: readonly {
      getConfig(key: string): Promise<string>;
      getGlobalConfig(key: string): Promise<string>;
    }[];
  };
}

/** The name of the person at the keyboard: by the setting, by git, or as the system knows them. */
export async function personName(): Promise<string> {
  const set = setting('user.name').trim();
  return set || (await gitName()) || systemName();
}

/** Somebody who asks: the person at the keyboard, or an agent for that person, whose groups are the same then. */
export function userAsking(id: string): CapabilityRequest['user'] {
  return requestUser(id, setting('user.groups'));
}

async function gitName(): Promise<string | undefined> {
  try {
    const git = vscode.extensions.getExtension<GitExtension>('vscode.git');
    const [repository] = git?.isActive ? git.exports.getAPI(1).repositories : [];
    const name = (await repository?.getConfig('user.name')) || (await repository?.getGlobalConfig('user.name'));
    return name?.trim() || undefined;
  } catch {
    // Git is switched off, or knows no name.
    return undefined;
  }
}

function systemName(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}
