/**
 * @file A filter of system calls (seccomp) under which a process stays alone: it may start threads, but no process, and
 * gets at no memory that the watchdog would not count as its own.
 *
 * @see The kernel's Documentation/userspace-api/seccomp_filter.rst.
 */

/** Numbers of system calls differ between processors; both are little-endian. */
interface Architecture {
  readonly audit: number;
  readonly clone: number;
  readonly clone3: number;
  /** fork, vfork, unshare, setns, mount, ptrace, bpf, perf_event_open, userfaultfd, keyctl, memfd_create, shmget, io_uring_setup. */
  readonly refused: readonly number[];
}

const ARCHITECTURES: Readonly<Record<string, Architecture>> = {
  x64: {
    audit: 0xc000003e,
    clone: 56,
    clone3: 435,
    refused: [57, 58, 272, 308, 165, 101, 321, 298, 323, 250, 319, 29, 425],
  },
  arm64: {
    audit: 0xc00000b7,
    clone: 220,
    clone3: 435,
    refused: [97, 268, 40, 117, 280, 241, 282, 219, 279, 194, 425],
  },
};

const LOAD = 0x20;
const IF_EQUAL = 0x15;
const IF_AT_LEAST = 0x35;
const IF_ANY_BIT = 0x45;
const RETURN = 0x06;

/** Offsets into what a filter looks at: the call's number, the processor, the low half of its first argument. */
const [NUMBER, PROCESSOR, FIRST_ARGUMENT] = [0, 4, 16];

const ALLOW = 0x7fff0000;
const KILL = 0x80000000;
const REFUSE = 0x00050000;
const [NOT_PERMITTED, NOT_KNOWN] = [1, 38];

/** Calls of x64 with 32-bit pointers have numbers of their own from here on. */
const OTHER_CALLS = 0x40000000;
const THREAD = 0x00010000;

/** One instruction; a condition skips so many of the next ones where it holds, and where it does not. */
type Instruction = readonly [code: number, value: number, ifSo?: number, ifNot?: number];

/** The filter as the kernel reads it; undefined on a processor that it does not know. */
export function singleProcessFilter(architecture: string = process.arch): Buffer | undefined {
  if (!Object.hasOwn(ARCHITECTURES, architecture)) return undefined;
  const { audit, clone, clone3, refused } = ARCHITECTURES[architecture];
  const answer = (verdict: number): Instruction => [RETURN, verdict];
  const program: readonly Instruction[] = [
    [LOAD, PROCESSOR],
    [IF_EQUAL, audit, 1, 0],
    answer(KILL),
    [LOAD, NUMBER],
    [IF_AT_LEAST, OTHER_CALLS, 0, 1],
    answer(REFUSE | NOT_PERMITTED),
    ...refused.flatMap((number): Instruction[] => [[IF_EQUAL, number, 0, 1], answer(REFUSE | NOT_PERMITTED)]),
    // Its flags lie in memory, which a filter cannot read; as unknown, callers take clone instead.
    [IF_EQUAL, clone3, 0, 1],
    answer(REFUSE | NOT_KNOWN),
    [IF_EQUAL, clone, 1, 0],
    answer(ALLOW),
    [LOAD, FIRST_ARGUMENT],
    [IF_ANY_BIT, THREAD, 1, 0],
    answer(REFUSE | NOT_PERMITTED),
    answer(ALLOW),
  ];
  return Buffer.concat(program.map(written));
}

function written([code, value, ifSo = 0, ifNot = 0]: Instruction): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt16LE(code, 0);
  bytes.writeUInt8(ifSo, 2);
  bytes.writeUInt8(ifNot, 3);
  bytes.writeUInt32LE(value >>> 0, 4);
  return bytes;
}
