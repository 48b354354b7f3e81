package dev.agentpool.rest;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Decides which request over TCP comes in at all, before anything reads it, MCP's included: names
 * and origins (a web page can make a browser call here under a name of its own), the token, and how
 * many at a time. {@code /health} is open to all.
 */
final class TcpGate extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final String SCHEME = "Bearer ";
  private static final String METHODS = "GET, POST, PUT, PATCH, DELETE";
  private static final String HEADERS =
      "Authorization, Content-Type, Idempotency-Key, Last-Event-ID, Mcp-Session-Id,"
          + " MCP-Protocol-Version, X-Agentpool-Dir, X-Agentpool-Toolsets, X-Agentpool-Compat";
  private final transient TcpSettings settings;
  private final transient List<byte[]> tokens;
  private final transient @Nullable Semaphore free; // null for no limit

  TcpGate(TcpSettings settings) {
    this.settings = settings;
    this.tokens = settings.tokens().stream().map(TcpGate::digest).toList();
    this.free = settings.mostConcurrent() == 0 ? null : new Semaphore(settings.mostConcurrent());
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getRequestURI().equals("/health")) {
      chain.doFilter(request, response);
      return;
    }
    String host = request.getHeader("Host");
    if (host == null || !settings.hosts().contains(withoutPort(host))) {
      refuse(
          response,
          421,
          "host_refused",
          "this server is not called '"
              + host
              + "'; use 127.0.0.1 or localhost, or allow the name");
      return;
    }
    String origin = request.getHeader("Origin");
    if (origin != null) {
      if (!settings.origins().contains(origin.toLowerCase(Locale.ROOT))) {
        refuse(response, 403, "origin_refused", "web pages of '" + origin + "' may not call here");
        return;
      }
      response.setHeader("Access-Control-Allow-Origin", origin);
      response.setHeader("Access-Control-Expose-Headers", "Mcp-Session-Id, Retry-After");
      response.addHeader("Vary", "Origin");
      if (isPreflight(request)) { // carries no token
        response.setHeader("Access-Control-Allow-Methods", METHODS);
        response.setHeader("Access-Control-Allow-Headers", HEADERS);
        response.setStatus(204);
        return;
      }
    }
    if (!hasToken(request.getHeader("Authorization"))) {
      response.setHeader("WWW-Authenticate", "Bearer realm=\"agentpool\"");
      refuse(
          response,
          401,
          "unauthorized",
          "a token is needed: send the header 'Authorization: Bearer TOKEN' with one of this"
              + " server's tokens");
      return;
    }
    pass(request, response, chain);
  }

  private void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (free == null) {
      chain.doFilter(request, response);
      return;
    }
    if (!free.tryAcquire()) {
      response.setHeader("Retry-After", "1");
      refuse(
          response,
          503,
          "saturated",
          settings.mostConcurrent() + " requests are being answered, no more are taken at a time");
      return;
    }
    boolean isHandedOn = false;
    try {
      chain.doFilter(request, response);
      if (request.isAsyncStarted()) {
        request.getAsyncContext().addListener(new Releasing(free));
        isHandedOn = true;
      }
    } finally {
      if (!isHandedOn) {
        free.release();
      }
    }
  }

  private static boolean isPreflight(HttpServletRequest request) {
    return request.getMethod().equals("OPTIONS")
        && request.getHeader("Access-Control-Request-Method") != null;
  }

  private static String withoutPort(String host) {
    return host.replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
  }

  private boolean hasToken(@Nullable String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return false;
    }
    byte[] given = digest(authorization.substring(SCHEME.length()).strip());
    boolean isRight = false;
    for (byte[] token : tokens) { // all of them: how long it takes tells nothing
      isRight |= MessageDigest.isEqual(token, given);
    }
    return isRight;
  }

  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static void refuse(HttpServletResponse response, int status, String code, String detail)
      throws IOException {
    Problem problem = new Problem(status, code, detail);
    response.setStatus(status);
    response.setContentType("application/problem+json");
    response.getOutputStream().write(Errors.text(problem).getBytes(StandardCharsets.UTF_8));
  }

  /** Gives the place back when an answer that went on without its thread has ended. */
  private record Releasing(Semaphore free) implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) {
      free.release(); // the container calls this at last, after an error or a timeout too
    }

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {
      event.getAsyncContext().addListener(this); // listeners do not outlive a new start
    }
  }
}
