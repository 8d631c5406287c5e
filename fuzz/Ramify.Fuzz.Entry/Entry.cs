using Ramify.Formats;
using Ramify.Maps;

namespace Ramify.Fuzz;

/// <summary>What is called inside of the instrumented context; an assembly of its own, since SharpFuzz takes one that knows it for done.</summary>
public static class Entry
{
    /// <summary>Reads with one reader, and writes what came of it, so that writers see strange maps too.</summary>
    public static void Read(byte[] bytes, string reader)
    {
        var reading = MapFormats.Read(bytes, MapLimits.Upload, format: MapFormats.Named(reader));
        if (reading.Refusal is null != reading.Maps.Count > 0) throw new InvalidOperationException("A reading gives maps or a refusal, and never both or neither.");
        foreach (var map in reading.Maps)
            if (map.NodeCount <= 2_000) MapFormats.Named(reader)!.Write?.Invoke(map, reading.Images, new System.Buffers.ArrayBufferWriter<byte>());
    }

    /// <summary>Six bytes that dice do not throw at once: found only by whoever keeps what goes one branch further.</summary>
    public static void Planted(byte[] bytes)
    {
        for (var i = 0; i < 6; i++)
            if (i >= bytes.Length || bytes[i] < 0xE0) return;
            else Further(i);
        throw new InvalidOperationException("found");
    }

    private static void Further(int step)
    {
        switch (step)
        {
            case 0: steps = 1; break;
            case 1: steps += 2; break;
            case 2: steps += 4; break;
            case 3: steps += 8; break;
            case 4: steps += 16; break;
            default: steps += 32; break;
        }
    }

    private static int steps;
}
