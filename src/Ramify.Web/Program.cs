using Ramify.Web;

await Site.Build(args).RunAsync();
