package dev.pointsman.lab.bench.routing;

import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.pointsman.pipeline.bundle.Bundle;

/**
 * The configuration that a person who knows HAProxy writes for many hosts and paths: one map from host and path to a backend, and one line
 * that reads it.
 */
final class HandWrittenMaps {

    private HandWrittenMaps() {}

    /** What such a configuration writes about each request. */
    enum Log {
        /** HAProxy's own line, as most people have it. */
        HTTPLOG("option httplog"),
        /** Pointsman's line: JSON with route, rule and backend. It shows how much of a difference is the log's. */
        AS_POINTSMAN("");

        private final String option;

        Log(String option) {
            this.option = option;
        }

        private String inPlaceOf(String line) {
            return option.isEmpty() || !line.strip().startsWith("log-format") ? line : "    " + option;
        }
    }

    /** The same process settings, backends and servers as in Pointsman's files, behind a frontend written by hand. */
    static SortedMap<String, String> files(
            Bundle bundle, Path from, Path to, RoutingDefinitions definitions, int port, Log log) {
        var rendered = bundle.haproxyConfiguration().replace(from.toString(), to.toString());
        var shared = rendered.substring(0, rendered.indexOf("\nfrontend "))
                .lines()
                .map(log::inPlaceOf)
                .collect(Collectors.joining("\n"));
        var backends = rendered.substring(rendered.indexOf("\nbackend "));
        var map = new StringBuilder();
        for (int host = 0; host < definitions.routes(); host++) {
            for (int path = 0; path < definitions.paths(); path++) {
                map.append("%s%s/ shop_service-%d_80%n"
                        .formatted(
                                RoutingDefinitions.host(host),
                                RoutingDefinitions.path(path),
                                definitions.service(host)));
            }
        }
        var files = new TreeMap<String, String>();
        files.put("routes.map", map.toString());
        files.put("haproxy.cfg", shared + """

                frontend by-hand
                    bind 127.0.0.2:%d
                    http-request set-var(txn.path) path
                    http-request set-var(txn.to) req.hdr(host),host_only,concat(,txn.path,/),map_beg(routes.map)
                    use_backend %%[var(txn.to)]
                """.formatted(port) + backends);
        return files;
    }
}
