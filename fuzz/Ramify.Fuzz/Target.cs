using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using SharpFuzz;
using SharpFuzz.Common;

namespace Ramify.Fuzz;

/// <summary>The readers with every branch counted: copies of our assemblies, instrumented by SharpFuzz, in a context of their own.</summary>
internal sealed unsafe class Target : IDisposable
{
    private static readonly string[] Ours = ["Ramify", "Ramify.Formats", "Ramify.Fuzz.Entry"];

    private readonly string folder = Directory.CreateTempSubdirectory("ramify-fuzz-").FullName;
    private readonly Action<byte[], string> read;

    private Target()
    {
        foreach (var name in Ours) Instrument(name);
        Trace.SharedMem = (byte*)NativeMemory.AllocZeroed(1 << 16);
        var context = new Context(folder);
        var entry = context.LoadFromAssemblyName(new AssemblyName("Ramify.Fuzz.Entry"));
        read = Method<Action<byte[], string>>(entry, nameof(Entry.Read));
        Planted = Method<Action<byte[]>>(entry, nameof(Entry.Planted));
    }

    /// <summary>A bug that is there to be found.</summary>
    public Action<byte[]> Planted { get; }

    /// <summary>The names of the formats that are read.</summary>
    public static IEnumerable<string> Readers => Formats.MapFormats.All.Where(f => f.Read is not null).Select(f => f.Name);

    public static Target Instrumented() => new();

    public void Read(byte[] bytes, string reader) => read(bytes, reader);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void Instrument(string name)
    {
        var copy = Path.Combine(folder, name + ".dll");
        File.Copy(Path.Combine(AppContext.BaseDirectory, name + ".dll"), copy);
        // Lazy: it instruments as it is read.
        _ = Fuzzer.Instrument(copy, _ => true, Options.Value).Count();
    }

    private static T Method<T>(Assembly entry, string name)
        where T : Delegate => entry.GetType(typeof(Entry).FullName!)!.GetMethod(name)!.CreateDelegate<T>();

    /// <summary>Our assemblies from the folder; everything else, the trace among it, is shared with the program.</summary>
    private sealed class Context(string folder) : AssemblyLoadContext("instrumented")
    {
        protected override Assembly? Load(AssemblyName name) => Ours.Contains(name.Name) ? LoadFromAssemblyPath(Path.Combine(folder, name.Name + ".dll")) : null;
    }
}
