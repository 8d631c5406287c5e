using System.Buffers;
using Ramify.Maps;

namespace Ramify.Render;

/// <summary>
/// Writes the parts of a document on several threads, each part into a buffer of its own, which is handed on when all
/// parts before it have been: the document is the same as from one thread. Who finishes a part before its turn goes on
/// with the next; few parts wait at a time.
/// </summary>
internal sealed class OrderedParts(int count, Action<int, IBufferWriter<byte>> write, IBufferWriter<byte> output)
{
    private const int UsualSize = 1 << 20;
    private const int MostWaiting = 8;
    private readonly object turn = new();
    private readonly ArrayBufferWriter<byte>?[] waiting = new ArrayBufferWriter<byte>?[count];
    private readonly Stack<ArrayBufferWriter<byte>> spare = new();
    private int taken, handedOn;
    private bool isHandingOn, hasFailed;

    public void Write(int threads)
    {
        if (threads > 1) Cores.Run(threads, _ => Work());
        else
            for (var part = 0; part < count; part++) write(part, output);
    }

    // Parts are taken in order, so the part that others wait for is always being written.
    private void Work()
    {
        try
        {
            while (Take(out var buffer) is >= 0 and var part)
            {
                write(part, buffer);
                HandOn(part, buffer);
            }
        }
        catch
        {
            lock (turn)
            {
                hasFailed = true;
                Monitor.PulseAll(turn);
            }
            throw;
        }
    }

    /// <summary>The next part and a buffer for it; -1 where there is none, or where another part failed.</summary>
    private int Take(out ArrayBufferWriter<byte> buffer)
    {
        lock (turn)
        {
            while (taken - handedOn >= MostWaiting && !hasFailed) Monitor.Wait(turn);
            buffer = spare.TryPop(out var used) ? used : new ArrayBufferWriter<byte>(UsualSize);
            return hasFailed || taken == count ? -1 : taken++;
        }
    }

    /// <summary>Hands on all parts whose turn has come, unless another thread is at it: it then takes this one along.</summary>
    private void HandOn(int part, ArrayBufferWriter<byte> buffer)
    {
        lock (turn)
        {
            waiting[part] = buffer;
            if (isHandingOn) return;
            isHandingOn = true;
        }
        while (Next() is { } next) output.Write(next.WrittenSpan);
    }

    private ArrayBufferWriter<byte>? Next()
    {
        lock (turn)
        {
            // The one before has been handed on.
            if (handedOn > 0 && waiting[handedOn - 1] is { } done)
            {
                done.ResetWrittenCount();
                spare.Push(done);
                waiting[handedOn - 1] = null;
                Monitor.PulseAll(turn);
            }
            isHandingOn = handedOn < count && waiting[handedOn] is not null;
            return isHandingOn ? waiting[handedOn++] : null;
        }
    }
}
