import { answerAsWorker } from '#workspace';
import { Resolver } from '../resolve/resolver.ts';
import { type AnalyseJob, takeAndAnalyse } from './threads.ts';

answerAsWorker((job: AnalyseJob) => [...takeAndAnalyse(job, new Resolver(job.environment))].flat());
