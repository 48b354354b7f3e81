package dev.agentpool.mcp;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Who may use MCP over HTTP, and how long silence may last.
 *
 * @param tokens any of them opens the door; with none everybody who reaches the port comes in
 * @param hosts names, without port, that a client may call this server by, besides loopback ones
 * @param origins origins (like {@code https://example.org}) of web pages that may call, besides
 *     those on loopback hosts
 * @param keepAlive how often a silent stream gets a comment, so that proxies keep it and a lost
 *     client is noticed
 * @param idleSession how long a session without any request or stream is kept, at least
 */
public record McpHttpSettings(
    List<String> tokens,
    Set<String> hosts,
    Set<String> origins,
    Duration keepAlive,
    Duration idleSession) {
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);
  private static final Duration IDLE_SESSION = Duration.ofHours(24);

  public McpHttpSettings {
    tokens = List.copyOf(tokens);
    hosts = Set.copyOf(hosts);
    origins = Set.copyOf(origins);
    if (tokens.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("a token for MCP over HTTP is empty");
    }
  }

  /** Loopback names only, with these tokens. */
  public static McpHttpSettings withTokens(List<String> tokens) {
    if (tokens.isEmpty()) {
      throw new IllegalArgumentException("MCP over HTTP needs a token");
    }
    return new McpHttpSettings(tokens, Set.of(), Set.of(), KEEP_ALIVE, IDLE_SESSION);
  }

  /** Loopback names only, and no token: for where only the right ones can connect. */
  public static McpHttpSettings withoutTokens() {
    return new McpHttpSettings(List.of(), Set.of(), Set.of(), KEEP_ALIVE, IDLE_SESSION);
  }

  /** The same with other names to be called by. */
  public McpHttpSettings allowing(Set<String> moreHosts, Set<String> moreOrigins) {
    return new McpHttpSettings(tokens, moreHosts, moreOrigins, keepAlive, idleSession);
  }

  /** The same with another rhythm. */
  public McpHttpSettings withKeepAlive(Duration other) {
    return new McpHttpSettings(tokens, hosts, origins, other, idleSession);
  }
}
