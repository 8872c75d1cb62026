// The connection: it comes back by itself, from the newest cursor, and stays closed when the person
// closed it.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { byeOf } from '../api/bye';
import { ApiError } from '../api/error';
import type { Frame } from '../api/sse';
import { Connection, type TurnedAway } from './connection.svelte';
import { FakeHost } from './host.fixture';

let host: FakeHost;
let cursor: string | null;
let frames: Frame[];
let turnedAway: TurnedAway[];
let connection: Connection;

beforeEach(() => {
  vi.useFakeTimers();
  host = new FakeHost();
  cursor = '0-0';
  frames = [];
  turnedAway = [];
  connection = new Connection(host, {
    cursor: () => cursor,
    onFrame: (frame) => frames.push(frame),
    onConnected: () => {},
    onLost: () => {},
    onTurnedAway: (why) => turnedAway.push(why),
  });
});

afterEach(() => {
  connection.disconnect();
  vi.useRealTimers();
});

const newest = () => host.streams[host.streams.length - 1]!;
const frame: Frame = { event: 'entry', data: '{}', id: '10-ab' };

describe('the connection', () => {
  it('is connected once the stream is open', () => {
    connection.connect();
    expect(connection.status).toBe('connecting');
    newest().handlers.onOpen();
    expect(connection.status).toBe('connected');
  });

  it('opens no stream before it knows where to begin', () => {
    cursor = null;
    connection.connect();
    expect([host.streams.length, connection.status]).toEqual([0, 'connecting']);
    cursor = '30-ab';
    connection.begin();
    expect(newest().after).toBe('30-ab');
  });

  it('does not begin when the person disconnected before', () => {
    connection.disconnect();
    connection.begin();
    expect(host.streams).toHaveLength(0);
  });

  it('comes back by itself, from the newest cursor', async () => {
    connection.connect();
    newest().handlers.onOpen();
    cursor = '70-ab';
    newest().end();
    await vi.advanceTimersByTimeAsync(10);
    expect(connection.status).toBe('retrying');
    await vi.advanceTimersByTimeAsync(1000);
    expect(host.streams.map((stream) => stream.after)).toEqual(['0-0', '70-ab']);
  });

  it('waits longer after each failure, but never more than 5 s', async () => {
    connection.connect();
    for (let i = 0; i < 8; i++) {
      newest().fail(new ApiError('unreachable', 'away'));
      await vi.advanceTimersByTimeAsync(5200);
      expect(host.streams).toHaveLength(i + 2);
    }
    newest().fail(new ApiError('unreachable', 'away'));
    await vi.advanceTimersByTimeAsync(2500);
    expect(connection.status).toBe('retrying');
  });

  it('tries at once when the network or the page comes back', async () => {
    connection.connect();
    newest().fail(new ApiError('unreachable', 'away'));
    await vi.advanceTimersByTimeAsync(0);
    connection.retryNow();
    expect(host.streams).toHaveLength(2);
    connection.retryNow();
    expect(host.streams).toHaveLength(2);
  });

  it('rests until it is begun again, and goes on where it was', async () => {
    connection.connect();
    connection.rest();
    expect(newest().signal.aborted).toBe(false);
    newest().handlers.onOpen();
    cursor = '70-ab';
    connection.rest();
    expect(newest().signal.aborted).toBe(true);
    await vi.advanceTimersByTimeAsync(60_000);
    connection.retryNow();
    expect(host.streams).toHaveLength(1);
    connection.begin();
    expect(host.streams.map((stream) => stream.after)).toEqual(['0-0', '70-ab']);
  });

  it('stays closed when the person closed it, and gets no more frames', async () => {
    connection.connect();
    newest().handlers.onOpen();
    connection.disconnect();
    newest().handlers.onFrame(frame);
    await vi.advanceTimersByTimeAsync(60_000);
    connection.retryNow();
    expect(connection.status).toBe('closed');
    expect(newest().signal.aborted).toBe(true);
    expect(frames).toEqual([]);
    expect(host.streams).toHaveLength(1);
  });

  it('goes back to the door when the session is not known', async () => {
    connection.connect();
    newest().fail(new ApiError('join_first', 'Join first.', { status: 401 }));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(turnedAway).toEqual(['left']);
    expect(host.streams).toHaveLength(1);
  });

  it('takes each goodbye for what it says', () => {
    const afterBye = (data: string) => {
      connection.connect();
      newest().handlers.onOpen();
      connection.endedBy(byeOf(data));
      return [connection.roomClosed, turnedAway];
    };
    expect(afterBye('{"reason":"a reason of a later version"}')).toEqual([false, []]);
    expect(afterBye('{"reason":"shutdown"}')).toEqual([true, []]);
    expect(afterBye('{"reason":"left"}')).toEqual([false, ['left']]);
    expect(afterBye('{"reason":"code_required"}')).toEqual([false, ['left', 'code_required']]);
  });

  it('says why a full room refuses it, and keeps trying', async () => {
    connection.connect();
    newest().fail(new ApiError('room_full', 'Full.', { status: 503 }));
    await vi.advanceTimersByTimeAsync(0);
    expect(connection.refusal?.code).toBe('room_full');
    await vi.advanceTimersByTimeAsync(5200);
    newest().handlers.onOpen();
    expect(connection.refusal).toBeNull();
  });
});
