using System.Net;

namespace Tracehouse.Benchmarks.Peers;

/// <summary>nginx as a plain reverse proxy that keeps its connections to the upstream.</summary>
internal sealed class NginxPeer : Peer
{
    public override string Name => "nginx";

    public override string? Missing() => Pinned.Find("nginx") is null ? "nginx is not installed (on Debian: apt-get install nginx-light)" : null;

    public override RunningPeer Start(IPEndPoint upstream, int core)
    {
        var target = RunningPeer.FreeAddress();
        var folder = Directory.CreateTempSubdirectory("tracehouse-bench-nginx-").FullName;
        var settings = Path.Combine(folder, "nginx.conf");
        File.WriteAllText(settings, $$"""
            daemon off;
            master_process off;
            pid {{folder}}/nginx.pid;
            error_log stderr warn;
            worker_rlimit_nofile 8192;
            events { worker_connections 4096; }
            http {
              access_log off;
              client_body_temp_path {{folder}}/body;
              proxy_temp_path {{folder}}/proxy;
              fastcgi_temp_path {{folder}}/fastcgi;
              uwsgi_temp_path {{folder}}/uwsgi;
              scgi_temp_path {{folder}}/scgi;
              client_body_buffer_size 256k;
              client_max_body_size 50m;
              keepalive_requests 100000000;
              tcp_nodelay on;
              upstream fake { server {{upstream}}; keepalive 1024; keepalive_requests 100000000; }
              server {
                listen {{target}} backlog=2048;
                location / {
                  proxy_pass http://fake;
                  proxy_http_version 1.1;
                  proxy_set_header Connection "";
                  proxy_buffering off;
                }
              }
            }
            """);
        return new RunningPeer(target, core, Pinned.Find("nginx")!, "-p", folder, "-e", "stderr", "-c", settings) { Folder = folder };
    }
}
