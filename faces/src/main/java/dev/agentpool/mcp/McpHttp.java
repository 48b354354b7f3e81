package dev.agentpool.mcp;

import dev.agentpool.mcp.ToolCall.Cancellation;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves MCP's Streamable HTTP, as a servlet that may stand at any path; asynchronous requests have
 * to be allowed for it, and its container should use virtual threads, as a call holds one while it
 * runs. Tokens, Host and Origin are checked (spec section 14.3). Which desk a session gets is said
 * with its first request, by the query ({@code ?dir=/the/project&toolsets=a,b&compat=server}) or by
 * the headers {@code X-Agentpool-Dir}, {@code -Toolsets} and {@code -Compat}.
 *
 * <p>A client whose stream breaks in the middle of a call is taken for gone: the call is cancelled
 * with {@link Cancellation#CLIENT_GONE}, and its handler decides.
 */
public final class McpHttp extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(McpHttp.class);
  private static final String SESSION = "Mcp-Session-Id";
  private static final String VERSION = "MCP-Protocol-Version";
  private static final String ID = "dev.agentpool.mcp.request-id";
  private static final int READ_OF_REFUSED = 64 << 10;
  private static final Set<String> METHODS = Set.of("GET", "POST", "DELETE");
  private final transient McpHttpSettings settings;
  private final transient Function<McpHello, McpDesk> desks;
  private final transient HttpGuard guard;
  private final transient McpJsonMapper json = Wire.mapper();
  private final transient Messages messages = new Messages(json);
  private final transient HttpSessions sessions;
  private final transient HttpServletStreamableServerTransportProvider sdk;
  private volatile boolean stopping;

  /**
   * A servlet; {@link #destroy} (the container calls it) ends all sessions.
   *
   * @param desks gives a session its desk; throws {@link McpRefused} with what to tell a client
   *     that asks for what there is not
   */
  public McpHttp(McpHttpSettings settings, Function<McpHello, McpDesk> desks) {
    this.settings = settings;
    this.desks = desks;
    this.guard = new HttpGuard(settings);
    this.sdk =
        HttpServletStreamableServerTransportProvider.builder()
            .jsonMapper(json)
            .mcpEndpoint("")
            .maxRequestSize(Wire.LONGEST_MESSAGE)
            .sessionSweepInterval(settings.idleSession())
            .contextExtractor(HttpSessions.contextFrom(ID))
            .build();
    this.sessions = new HttpSessions(json, sdk.protocolVersions());
    sdk.setSessionFactory(sessions);
  }

  /** How many sessions there are. */
  public int sessions() {
    return sessions.count();
  }

  @Override
  public void destroy() {
    stopping = true;
    sessions.close();
    sdk.destroy();
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    Optional<HttpRefusal> refusal = refusal(request);
    if (refusal.isPresent()) {
      if (request.getInputStream().readNBytes(READ_OF_REFUSED).length == READ_OF_REFUSED) {
        response.setHeader("Connection", "close"); // what is unread would be the next request
      }
      refusal.get().send(response, json);
      return;
    }
    try {
      take(request, response);
    } catch (McpRefused e) {
      new HttpRefusal(400, "invalid", String.valueOf(e.getMessage())).send(response, json);
    } catch (RuntimeException e) {
      LOG.error("{} on MCP failed", request.getMethod(), e);
      if (!response.isCommitted()) {
        new HttpRefusal(500, "internal", "agentpool itself failed: " + e).send(response, json);
      }
    }
  }

  private Optional<HttpRefusal> refusal(HttpServletRequest request) {
    Optional<HttpRefusal> atTheDoor = guard.check(request);
    if (atTheDoor.isPresent()) {
      return atTheDoor;
    }
    if (stopping) {
      return Optional.of(new HttpRefusal(503, "stopping", "the daemon stops"));
    }
    if (!METHODS.contains(request.getMethod())) {
      return Optional.of(
          new HttpRefusal(
              405,
              "method_not_allowed",
              "MCP is spoken by GET, POST and DELETE",
              Map.of("Allow", "GET, POST, DELETE")));
    }
    String version = request.getHeader(VERSION);
    if (version != null && !sdk.protocolVersions().contains(version)) {
      return Optional.of(
          new HttpRefusal(
              400,
              "invalid",
              "MCP of version '"
                  + version
                  + "' is not spoken here; but "
                  + sdk.protocolVersions()));
    }
    return Optional.empty();
  }

  private void take(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    try (Intake.Place place = Intake.ofThisHeap().place()) {
      byte[] body = place.read(request.getInputStream(), request.getContentLengthLong());
      place.takeParsed(body.length);
      take(request, response, body, place);
    } catch (Intake.TooLong tooLong) {
      response.setHeader("Connection", "close"); // what is unread would be the next request
      new HttpRefusal(413, "request_too_large", String.valueOf(tooLong.getMessage()))
          .send(response, json);
    } catch (Intake.Full full) {
      response.setHeader("Connection", "close");
      response.setHeader("Retry-After", "1");
      new HttpRefusal(503, "saturated", String.valueOf(full.getMessage())).send(response, json);
    }
  }

  private void take(
      HttpServletRequest request, HttpServletResponse response, byte[] body, Intake.Place place)
      throws ServletException, IOException {
    if (!"POST".equals(request.getMethod()) || !isJson(request)) {
      pass(request, response, body, null);
      return;
    }
    McpSchema.JSONRPCMessage message;
    try {
      message = messages.read(text(body));
    } catch (Messages.Bad bad) {
      refuse(response, bad);
      return;
    }
    place.close(); // an answer may take hours
    if (message instanceof McpSchema.JSONRPCRequest asked) {
      request.setAttribute(ID, asked.id());
      if (McpSchema.METHOD_INITIALIZE.equals(asked.method())) {
        McpDesk desk = desks.apply(HelloOfRequest.read(request));
        sessions.startingWith(desk, () -> pass(request, response, body, null));
        return;
      }
    }
    pass(request, response, body, message);
  }

  private static boolean isJson(HttpServletRequest request) {
    String type = request.getContentType();
    return type != null && type.split(";", 2)[0].strip().equalsIgnoreCase("application/json");
  }

  private static String text(byte[] body) throws Messages.Bad {
    try {
      return Lines.utf8(body);
    } catch (CharacterCodingException e) {
      throw new Messages.Bad(Wire.PARSE_ERROR, "the message is not UTF-8: " + e.getMessage(), null);
    }
  }

  private void refuse(HttpServletResponse response, Messages.Bad bad) throws IOException {
    response.setStatus(400);
    response.setContentType("application/json");
    response.setCharacterEncoding("UTF-8");
    Object error = bad.response().orElse(Wire.error(Wire.INVALID_REQUEST, bad.getMessage() + ""));
    response.getWriter().write(json.writeValueAsString(error));
  }

  private void pass(
      HttpServletRequest request,
      HttpServletResponse response,
      byte[] body,
      McpSchema.@Nullable JSONRPCMessage message)
      throws ServletException, IOException {
    String session = request.getHeader(SESSION);
    Exchange pair = new Exchange();
    HttpAnswer answer =
        new HttpAnswer(response, json, settings.keepAlive(), () -> lost(pair, session, message));
    HttpExchange exchange = new HttpExchange(request, body, answer::end);
    pair.exchange = exchange;
    sdk.service(exchange, answer);
  }

  private void lost(
      Exchange pair, @Nullable String session, McpSchema.@Nullable JSONRPCMessage message) {
    LOG.debug("a stream of session {} broke", session);
    HttpExchange exchange = pair.exchange;
    if (session != null && message instanceof McpSchema.JSONRPCRequest request) {
      sessions.cancel(session, request.id()); // its end ends the stream
    } else if (exchange != null) {
      exchange.abandon();
    }
  }

  /** Request and response know each other. */
  private static final class Exchange {
    private volatile @Nullable HttpExchange exchange;
  }
}
