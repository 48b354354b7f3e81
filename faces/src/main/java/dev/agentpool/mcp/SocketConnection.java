package dev.agentpool.mcp;

import dev.agentpool.mcp.ToolCall.Cancellation;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpServerSession;
import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client on the socket, from its hello to its end. Its own thread reads; a request is answered
 * by another, so that none waits for another.
 */
final class SocketConnection {
  private static final Logger LOG = LoggerFactory.getLogger(SocketConnection.class);
  private static final Duration LONGEST_QUESTION = Duration.ofMinutes(10);
  private static final Duration PROBE = Duration.ofSeconds(1);
  private final ByteChannel channel;
  private final Function<McpHello, McpDesk> desks;
  private final ArgumentCheck check;
  private final McpJsonMapper json;
  private final Messages messages;
  private final LineTransport transport;
  private final Lines lines;
  private final InFlight inFlight = new InFlight();
  private volatile @Nullable Conversation conversation;
  private volatile @Nullable Cancellation ended;
  private boolean initializing; // the reading thread's
  private boolean initialized; // the reading thread's

  SocketConnection(
      ByteChannel channel,
      Function<McpHello, McpDesk> desks,
      ArgumentCheck check,
      McpJsonMapper json) {
    this.channel = channel;
    this.desks = desks;
    this.check = check;
    this.json = json;
    this.messages = new Messages(json);
    this.transport = new LineTransport(channel, json, () -> end(Cancellation.CLIENT_GONE));
    this.lines = new Lines(channel, Wire.LONGEST_MESSAGE);
  }

  /** Serves the client until it or the server ends. */
  void run() {
    try {
      McpDesk desk = desk();
      if (desk != null) {
        talk(desk);
      }
    } catch (IOException e) {
      LOG.debug("a client of the MCP socket went away", e);
    } catch (RuntimeException e) {
      LOG.warn("a session on the MCP socket failed", e);
    } finally {
      lines.release();
      end(Cancellation.CLIENT_GONE);
    }
  }

  /** Ends the session: cancels its calls and closes the connection. May be called twice. */
  void end(Cancellation why) {
    ended = why;
    Conversation current = conversation;
    if (current != null) {
      current.close(why);
    }
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("a connection of the MCP socket was closed already", e);
    }
  }

  private @Nullable McpDesk desk() throws IOException {
    try {
      return switch (lines.next()) {
        case null -> null;
        case Lines.Broken(String why) -> refuse(why);
        case Lines.Text(String text) -> desk(messages.object(text));
      };
    } catch (Messages.Bad | McpRefused e) {
      return refuse(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      transport.send(Wire.error(Wire.INTERNAL_ERROR, "agentpool itself failed: " + e));
      throw e;
    }
  }

  private McpDesk desk(Map<String, Object> said) {
    if (said.containsKey("jsonrpc")) {
      throw new McpRefused("the first line is a message of JSON-RPC already");
    }
    return desks.apply(McpHello.of(said));
  }

  private @Nullable McpDesk refuse(String why) {
    transport.send(
        Wire.error(
            Wire.INVALID_REQUEST,
            why
                + ". The first line has to be a hello like {\"dir\": \"/the/project\","
                + " \"toolsets\": [\"NAME\"], \"compat\": \"server\"}; any key may be left out"));
    return null;
  }

  private void talk(McpDesk desk) throws IOException {
    Conversation talk = new Conversation(desk, check, json);
    McpServerSession session =
        new McpServerSession(
            UUID.randomUUID().toString(),
            LONGEST_QUESTION,
            transport,
            request -> talk.initialize(request, transport.protocolVersions()),
            talk.requestHandlers(),
            talk.notificationHandlers());
    talk.speakOver(session);
    conversation = talk;
    Cancellation already = ended;
    if (already != null) {
      end(already);
    }
    for (Lines.Line line = lines.next(); line != null; line = lines.next()) {
      take(session, line);
      lines.release(); // the next one may come in hours
    }
    finishCalls();
  }

  private void take(McpServerSession session, Lines.Line line) {
    switch (line) {
      case Lines.Broken(String why) -> transport.send(Wire.error(Wire.PARSE_ERROR, why));
      case Lines.Text(String text) when text.isBlank() -> {}
      case Lines.Text(String text) -> {
        try {
          dispatch(session, messages.read(text));
        } catch (Messages.Bad bad) {
          bad.response().ifPresent(transport::send);
        }
      }
    }
  }

  private void dispatch(McpServerSession session, McpSchema.JSONRPCMessage message)
      throws Messages.Bad {
    switch (message) {
      case McpSchema.JSONRPCRequest request -> {
        boolean start = McpSchema.METHOD_INITIALIZE.equals(request.method());
        if (start == initializing && !McpSchema.METHOD_PING.equals(request.method())) {
          throw new Messages.Bad(
              Wire.INVALID_REQUEST,
              start ? "the session is initialized already" : "send initialize first",
              request.id());
        }
        if (!initializing && !start) { // a ping
          transport.send(McpSchema.JSONRPCResponse.result(request.id(), Map.of()));
          return;
        }
        if (!start) {
          initialized(session); // some clients do not say so
        }
        initializing = true;
        handle(session, request, request.id());
      }
      case McpSchema.JSONRPCNotification notification -> {
        if (McpSchema.METHOD_NOTIFICATION_INITIALIZED.equals(notification.method())) {
          initialized(session);
        } else if (initialized) {
          handle(session, notification, "");
        }
      }
      default -> handle(session, message, "");
    }
  }

  private void initialized(McpServerSession session) {
    if (initializing && !initialized) {
      initialized = true;
      handle(
          session,
          new McpSchema.JSONRPCNotification(McpSchema.METHOD_NOTIFICATION_INITIALIZED, null),
          "");
    }
  }

  private void handle(McpServerSession session, McpSchema.JSONRPCMessage message, Object id) {
    McpTransportContext context = McpTransportContext.create(Map.of(Conversation.REQUEST_ID, id));
    inFlight.begin();
    session
        .handle(message)
        .contextWrite(map -> map.put(McpTransportContext.KEY, context))
        .doFinally(_ -> inFlight.end())
        .subscribe(_ -> {}, e -> LOG.debug("a message could not be handled", e));
  }

  /**
   * The client sends nothing more. It may still read (a pipe that ended) or be gone, which only
   * writing shows; so what runs goes on while a ping now and then can be written.
   */
  private void finishCalls() {
    for (int probe = 0; !inFlight.isNone(); probe++) {
      if (!transport.send(
          new McpSchema.JSONRPCRequest(McpSchema.METHOD_PING, "probe-" + probe, null))) {
        return;
      }
      inFlight.awaitNone(PROBE);
    }
  }
}
