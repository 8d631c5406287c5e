using System.Buffers;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text;

namespace Ramify.Render;

/// <summary>Writes markup as UTF-8 straight into a buffer: constants, whole numbers, lengths, escaped text.</summary>
/// <remarks>Pass by reference and call <see cref="Finish"/> at the end.</remarks>
internal ref struct Utf8Writer(IBufferWriter<byte> output)
{
    private const int Block = 32 * 1024;
    private readonly IBufferWriter<byte> output = output;
    private Span<byte> free = output.GetSpan(Block);
    private int used;

    /// <summary>Writes markup as it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Raw(scoped ReadOnlySpan<byte> utf8)
    {
        Need(utf8.Length);
        utf8.CopyTo(free[used..]);
        used += utf8.Length;
    }

    /// <summary>Writes a whole number.</summary>
    public void Number(long value)
    {
        Need(20);
        if (value < 0)
        {
            free[used++] = (byte)'-';
            value = -value;
        }
        Digits((ulong)value);
    }

    /// <summary>Writes a length given in 1/64 px as px, to a tenth.</summary>
    public void Px(long units) => Tenths(ToTenths(units));

    /// <summary>1/64 px in tenths of a pixel, rounded.</summary>
    public static long ToTenths(long units) => (units * 10 + (units < 0 ? -32 : 32)) / 64;

    /// <summary>Writes tenths of a pixel as px.</summary>
    public void Tenths(long tenths)
    {
        Need(24);
        if (tenths < 0)
        {
            free[used++] = (byte)'-';
            tenths = -tenths;
        }
        var whole = (ulong)tenths / 10;
        Digits(whole);
        if ((ulong)tenths == whole * 10) return;
        free[used++] = (byte)'.';
        free[used++] = (byte)('0' + ((ulong)tenths - whole * 10));
    }

    /// <summary>Writes a factor of so many thousandths, not negative.</summary>
    public void Thousandths(long value)
    {
        Number(value / 1000);
        Need(4);
        free[used++] = (byte)'.';
        for (var part = 100; part > 0; part /= 10) free[used++] = (byte)('0' + value / part % 10);
    }

    private void Digits(ulong value)
    {
        // Most numbers have up to four digits and are divided as 32 bits.
        if (value < 10_000)
        {
            var small = (uint)value;
            var digits = small < 10 ? 1 : small < 100 ? 2 : small < 1000 ? 3 : 4;
            for (var at = used + digits - 1; at > used; at--, small /= 10) free[at] = (byte)('0' + small % 10);
            free[used] = (byte)('0' + small);
            used += digits;
            return;
        }
        var length = 5;
        for (var power = 100_000UL; value >= power && length < 19; power *= 10) length++;
        for (var at = used + length; value >= 10; value /= 10) free[--at] = (byte)('0' + value % 10);
        free[used] = (byte)('0' + value);
        used += length;
    }

    /// <summary>Writes an id as 32 hexadecimal digits.</summary>
    public void Id(Guid id)
    {
        Need(32);
        Utf8Formatter.TryFormat(id, free[used..], out _, 'N');
        used += 32;
    }

    /// <summary>Writes text for an element or a quoted attribute: escaped, without control characters and halves of pairs.</summary>
    public void Text(scoped ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var plain = PlainPrefix(text);
            if (plain > 0)
            {
                WriteAscii(text[..plain]);
                text = text[plain..];
                continue;
            }
            Rune.DecodeFromUtf16(text, out var rune, out var length);
            WriteRune(rune);
            text = text[length..];
        }
    }

    /// <summary>Hands the last bytes to the buffer.</summary>
    public void Finish()
    {
        output.Advance(used);
        free = default;
        used = 0;
    }

    private static readonly SearchValues<char> Plain =
        SearchValues.Create(" !#$%()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~\t\n");

    private static int PlainPrefix(ReadOnlySpan<char> text) =>
        text.IndexOfAnyExcept(Plain) is var at && at < 0 ? text.Length : at;

    private void WriteAscii(scoped ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var part = text[..Math.Min(text.Length, Block / 2)];
            Need(part.Length);
            used += Encoding.ASCII.GetBytes(part, free[used..]);
            text = text[part.Length..];
        }
    }

    private void WriteRune(Rune rune)
    {
        switch (rune.Value)
        {
            case '&': Raw("&amp;"u8); break;
            case '<': Raw("&lt;"u8); break;
            case '>': Raw("&gt;"u8); break;
            case '"': Raw("&quot;"u8); break;
            case '\'': Raw("&#39;"u8); break;
            // No character of XML, or one that only steers a terminal.
            case < 0x20 or (>= 0x7F and < 0xA0) or 0xFFFE or 0xFFFF: break;
            default:
                Need(4);
                used += rune.EncodeToUtf8(free[used..]);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Need(int count)
    {
        if (free.Length - used < count) Grow(count);
    }

    private void Grow(int count)
    {
        output.Advance(used);
        free = output.GetSpan(Math.Max(count, Block));
        used = 0;
    }
}
