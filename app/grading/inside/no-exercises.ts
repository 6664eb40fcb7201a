/** @file What a submission finds where its exercises would be: nothing. */

export {};
