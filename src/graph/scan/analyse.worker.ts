import { answerAsHelper } from '#workspace';
import { Resolver } from '../resolve/resolver.ts';
import { type AnalyseJob, takeAndAnalyse } from './threads.ts';

answerAsHelper((job: AnalyseJob) => takeAndAnalyse(job, new Resolver(job.environment)));
