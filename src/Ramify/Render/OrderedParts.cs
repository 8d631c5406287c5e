using System.Buffers;
using Ramify.Maps;

namespace Ramify.Render;

/// <summary>
/// Writes the parts of a document on several threads, each part into a buffer of its own, which is handed on when all
/// parts before it have been: the document is the same as from one thread, and only a part a thread is held.
/// </summary>
internal sealed class OrderedParts(int count, Action<int, IBufferWriter<byte>> write, IBufferWriter<byte> output)
{
    private const int UsualSize = 1 << 20;
    private readonly object turn = new();
    private int taken, handedOn;
    private bool hasFailed;

    public void Write(int threads)
    {
        if (threads > 1) Cores.Run(threads, _ => Work());
        else
            for (var part = 0; part < count; part++) write(part, output);
    }

    // Parts are taken in order, so the part that others wait for is always being written.
    private void Work()
    {
        var buffer = new ArrayBufferWriter<byte>(UsualSize);
        try
        {
            for (var part = Interlocked.Increment(ref taken) - 1; part < count; part = Interlocked.Increment(ref taken) - 1)
            {
                write(part, buffer);
                if (!HandOn(part, buffer.WrittenSpan)) return;
                buffer.ResetWrittenCount();
            }
        }
        catch
        {
            Fail();
            throw;
        }
    }

    /// <summary>Waits for its turn; false where another part failed and it will never come.</summary>
    private bool HandOn(int part, ReadOnlySpan<byte> bytes)
    {
        lock (turn)
        {
            while (handedOn != part && !hasFailed) Monitor.Wait(turn);
            if (hasFailed) return false;
            output.Write(bytes);
            handedOn++;
            Monitor.PulseAll(turn);
            return true;
        }
    }

    private void Fail()
    {
        lock (turn)
        {
            hasFailed = true;
            Monitor.PulseAll(turn);
        }
    }
}
