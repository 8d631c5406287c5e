using Microsoft.AspNetCore.Components.WebAssembly.Hosting;
using Ramify.Browser;

var builder = WebAssemblyHostBuilder.CreateDefault(args);
builder.RootComponents.Add<Editor>("#editor");
await builder.Build().RunAsync();
