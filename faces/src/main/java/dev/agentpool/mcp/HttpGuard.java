package dev.agentpool.mcp;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides who comes in. The names that a request calls the server by, and comes from, are checked
 * because a web page can make a browser send requests here under a name of its own (DNS rebinding).
 */
final class HttpGuard {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");
  private static final String SCHEME = "Bearer ";
  private final McpHttpSettings settings;
  private final List<byte[]> tokens;

  HttpGuard(McpHttpSettings settings) {
    this.settings = settings;
    this.tokens = settings.tokens().stream().map(HttpGuard::digest).toList();
  }

  /** Why the request is refused; empty when it may pass. */
  Optional<HttpRefusal> check(HttpServletRequest request) {
    String host = request.getHeader("Host");
    if (host == null || !isKnown(withoutPort(host))) {
      return Optional.of(
          new HttpRefusal(
              403,
              "host_refused",
              "this server is not called '" + host + "'; use 127.0.0.1 or localhost, or allow it"));
    }
    String origin = request.getHeader("Origin");
    if (origin != null && !isAllowedOrigin(origin)) {
      return Optional.of(
          new HttpRefusal(
              403, "origin_refused", "web pages of '" + origin + "' may not call here"));
    }
    return tokens.isEmpty() ? Optional.empty() : token(request.getHeader("Authorization"));
  }

  private boolean isKnown(String host) {
    return LOOPBACK.matcher(host).matches() || settings.hosts().contains(host);
  }

  private boolean isAllowedOrigin(String origin) {
    if (settings.origins().contains(origin)) {
      return true;
    }
    try {
      String host = URI.create(origin).getHost();
      return host != null && LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String withoutPort(String host) {
    return host.replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
  }

  private Optional<HttpRefusal> token(@Nullable String authorization) {
    if (authorization == null) {
      return unauthorized("", "a token is needed: send the header 'Authorization: Bearer TOKEN'");
    }
    boolean bearer = authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    byte[] given = digest(bearer ? authorization.substring(SCHEME.length()).strip() : "");
    boolean right = false;
    for (byte[] token : tokens) { // all of them: how long it takes tells nothing
      right |= MessageDigest.isEqual(token, given);
    }
    return right
        ? Optional.empty()
        : unauthorized(", error=\"invalid_token\"", "the token is not one of this server's");
  }

  private static Optional<HttpRefusal> unauthorized(String more, String detail) {
    return Optional.of(
        new HttpRefusal(
            401,
            "unauthorized",
            detail,
            Map.of("WWW-Authenticate", "Bearer realm=\"agentpool\"" + more)));
  }

  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
