package dev.agentpool.mcp;

import dev.agentpool.mcp.ToolCall.Cancellation;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.server.McpTransportContextExtractor;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The sessions over HTTP, each with its desk. */
final class HttpSessions implements McpStreamableServerSession.Factory {
  private static final Duration LONGEST_QUESTION = Duration.ofMinutes(10);
  private final McpJsonMapper json;
  private final List<String> versions;
  private final ArgumentCheck check = new ArgumentCheck();
  private final Map<String, Conversation> conversations = new ConcurrentHashMap<>();

  /** The desk for the session that the current thread is about to start. */
  private final ScopedValue<OfferedDesk> offered = ScopedValue.newInstance();

  HttpSessions(McpJsonMapper json, List<String> versions) {
    this.json = json;
    this.versions = versions;
  }

  /** Lets handlers find the id of their request, which the SDK does not give them. */
  static McpTransportContextExtractor<HttpServletRequest> contextFrom(String attribute) {
    return request -> {
      Object id = request.getAttribute(attribute);
      return McpTransportContext.create(Map.of(Conversation.REQUEST_ID, id == null ? "" : id));
    };
  }

  /** Work that the servlet API knows. */
  @FunctionalInterface
  interface Work {
    void run() throws ServletException, IOException;
  }

  /** Runs work that may start a session; the desk is closed when it does not. */
  void startingWith(McpDesk desk, Work work) throws ServletException, IOException {
    OfferedDesk offer = new OfferedDesk(desk);
    try {
      ScopedValue.where(offered, offer)
          .<@Nullable Void, Exception>call(() -> {
            work.run();
            return null;
          });
    } catch (ServletException | IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new ServletException(e);
    } finally {
      if (!offer.taken) {
        desk.close();
      }
    }
  }

  @Override
  public McpStreamableServerSession.McpStreamableServerSessionInit startSession(
      McpSchema.InitializeRequest request) {
    OfferedDesk offer = offered.get();
    offer.taken = true;
    Conversation conversation = new Conversation(offer.desk, check, json);
    String id = UUID.randomUUID().toString();
    McpStreamableServerSession session =
        new McpStreamableServerSession(
            id,
            request.capabilities(),
            request.clientInfo(),
            LONGEST_QUESTION,
            conversation.requestHandlers(),
            conversation.notificationHandlers(),
            () -> Mono.fromRunnable(() -> end(id, Cancellation.CLIENT_GONE)));
    conversation.speakOver(session);
    conversations.put(id, conversation);
    return new McpStreamableServerSession.McpStreamableServerSessionInit(
        session, conversation.initialize(request, versions));
  }

  private void end(String id, Cancellation why) {
    Conversation conversation = conversations.remove(id);
    if (conversation != null) {
      conversation.close(why);
    }
  }

  /** The client of a request is lost. */
  void cancel(String session, Object request) {
    Conversation conversation = conversations.get(session);
    if (conversation != null) {
      conversation.calls().cancel(request, Cancellation.CLIENT_GONE);
    }
  }

  int count() {
    return conversations.size();
  }

  void close() {
    List.copyOf(conversations.keySet()).forEach(id -> end(id, Cancellation.SERVER_STOPPING));
  }

  private static final class OfferedDesk {
    private final McpDesk desk;
    private boolean taken;

    OfferedDesk(McpDesk desk) {
      this.desk = desk;
    }
  }
}
