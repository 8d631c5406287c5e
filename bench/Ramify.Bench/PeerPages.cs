using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;
using Ramify.Maps;

namespace Ramify.Bench;

/// <summary>Pages that show a tree with each of the other programs as its own documentation has it, and a blank one.</summary>
internal sealed class PeerPages : IDisposable
{
    private readonly WebApplication server;
    private readonly string root;

    public PeerPages(string modules)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        root = FreeAddress();
        builder.WebHost.UseUrls(root);
        server = builder.Build();
        server.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(Path.GetFullPath(modules)), RequestPath = "/modules", ContentTypeProvider = new FileExtensionContentTypeProvider() });
        server.Run(Answer);
        server.StartAsync().GetAwaiter().GetResult();
    }

    public string Blank => $"{root}/blank";

    public string PageOf(string peer, int size) => $"{root}/{peer}/{size}";

    /// <summary>What stands for a node in a peer's page.</summary>
    public static string NodeOf(string peer) => peer switch { "markmap" => ".markmap-node", "mind-elixir" => "me-tpc", "jsmind" => "jmnode", _ => ".smm-node" };

    public static string FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
    }

    public void Dispose() => ((IDisposable)server).Dispose();

    private static Task Answer(HttpContext context)
    {
        var parts = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts is ["tree", var size]) return Tree(context, int.Parse(size, System.Globalization.CultureInfo.InvariantCulture));
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync("<!doctype html><meta charset=utf-8><style>html,body,#map{margin:0;width:100%;height:100vh}</style>" + (parts is [var peer, var count] ? Body(peer, count) : "<p>Blank"));
    }

    private static string Body(string peer, string size) => peer switch
    {
        "markmap" => $$"""
            <svg id=map></svg><script src="/modules/d3/dist/d3.min.js"></script><script src="/modules/markmap-view/dist/browser/index.js"></script>
            <script type=module>
            const data = await (await fetch('/tree/{{size}}')).json();
            const give = n => ({ content: n.text.replaceAll('<', '&lt;'), children: n.children.map(give) });
            markmap.Markmap.create(document.querySelector('#map'), { duration: 0 }, give(data));
            </script>
            """,
        "mind-elixir" => $$"""
            <link rel=stylesheet href="/modules/mind-elixir/dist/MindElixir.css"><div id=map></div>
            <script type=module>
            import MindElixir from '/modules/mind-elixir/dist/MindElixir.js';
            const data = await (await fetch('/tree/{{size}}')).json();
            const give = n => ({ id: n.id, topic: n.text, children: n.children.map(give) });
            const mind = new MindElixir({ el: '#map', direction: MindElixir.SIDE, editable: false, toolBar: false, keypress: false });
            mind.init({ nodeData: give(data) });
            </script>
            """,
        "jsmind" => $$"""
            <link rel=stylesheet href="/modules/jsmind/style/jsmind.css"><div id=map></div><script src="/modules/jsmind/es6/jsmind.js"></script>
            <script type=module>
            const data = await (await fetch('/tree/{{size}}')).json();
            const give = n => ({ id: n.id, topic: n.text, children: n.children.map(give) });
            new jsMind({ container: 'map', editable: false }).show({ meta: { name: 'map' }, format: 'node_tree', data: give(data) });
            </script>
            """,
        _ => $$"""
            <link rel=stylesheet href="/modules/simple-mind-map/dist/simpleMindMap.esm.min.css"><div id=map></div>
            <script type=module>
            import MindMap from '/modules/simple-mind-map/dist/simpleMindMap.esm.min.js';
            const data = await (await fetch('/tree/{{size}}')).json();
            const give = n => ({ data: { text: n.text }, children: n.children.map(give) });
            new MindMap({ el: document.querySelector('#map'), data: give(data), readonly: true });
            </script>
            """,
    };

    private static async Task Tree(HttpContext context, int size)
    {
        var map = MapGenerator.Map(GeneratedShape.Realistic, size, 1);
        context.Response.ContentType = "application/json";
        await using var writer = new Utf8JsonWriter(context.Response.BodyWriter.AsStream());
        WriteTree(writer, map.Roots[0].Node);
    }

    private static void WriteTree(Utf8JsonWriter writer, Node top)
    {
        var path = new Stack<(Node Node, int Next)>([(top, -1)]);
        while (path.TryPop(out var at))
        {
            if (at.Next < 0)
            {
                writer.WriteStartObject();
                writer.WriteString("id", at.Node.Id.ToString("N"));
                writer.WriteString("text", at.Node.Text);
                writer.WriteStartArray("children");
            }
            if (at.Next + 1 >= at.Node.Children.Length)
            {
                writer.WriteEndArray();
                writer.WriteEndObject();
                continue;
            }
            path.Push((at.Node, at.Next + 1));
            path.Push((at.Node.Children[at.Next + 1].Node, -1));
        }
    }
}
