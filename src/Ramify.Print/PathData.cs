using System.Buffers;
using System.Text;
using Ramify.Render;
using SkiaSharp;

namespace Ramify.Print;

/// <summary>Writes the path data of a shape as SVG has it.</summary>
internal delegate void WritesPath<T>(ref Utf8Writer writer, T shape);

/// <summary>Paths made from the data that the SVG writer writes, so that picture and print cannot disagree.</summary>
internal static class PathData
{
    public static SKPath Of<T>(WritesPath<T> write, T shape)
    {
        var data = new ArrayBufferWriter<byte>(512);
        var writer = new Utf8Writer(data);
        write(ref writer, shape);
        writer.Finish();
        return SKPath.ParseSvgPathData(Encoding.ASCII.GetString(data.WrittenSpan));
    }
}
