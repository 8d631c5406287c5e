using System.Runtime.Versioning;
using Microsoft.AspNetCore.Components.WebAssembly.Hosting;
using Microsoft.AspNetCore.Components.WebAssembly.Services;
using Microsoft.Extensions.DependencyInjection;
using Ramify.Browser;

[assembly: SupportedOSPlatform("browser")]

var builder = WebAssemblyHostBuilder.CreateDefault(args);
builder.RootComponents.Add<Editor>("#editor");
var host = builder.Build();
Clipboard.Loader = host.Services.GetRequiredService<LazyAssemblyLoader>();
await host.RunAsync();
