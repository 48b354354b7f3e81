package dev.agentpool.mcp;

import dev.agentpool.mcp.ToolCall.Cancellation;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.server.McpNotificationHandler;
import io.modelcontextprotocol.server.McpRequestHandler;
import io.modelcontextprotocol.spec.McpLoggableSession;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * One client's session with its desk, whatever the transport: what is answered to which message.
 * The SDK's session calls the handlers; none of them blocks.
 */
final class Conversation {
  /** The key in the transport's context under which handlers find the id of their request. */
  static final String REQUEST_ID = "request-id";

  /** The SDK does not know it (nor does it cancel anything by itself). */
  private static final String CANCELLED = "notifications/cancelled";

  private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);
  private static final List<String> LEVELS =
      Arrays.stream(McpSchema.LoggingLevel.values())
          .map(level -> level.name().toLowerCase(Locale.ROOT))
          .toList();

  private final McpDesk desk;
  private final RunningCalls calls = new RunningCalls();
  private final Notices notices = new Notices(this::send);
  private final ToolFace tools;
  private final ResourceFace resources;
  private final PromptFace prompts;
  private final Runnable unlisten;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable McpLoggableSession session;

  Conversation(McpDesk desk, ArgumentCheck check, McpJsonMapper json) {
    this.desk = desk;
    this.tools = new ToolFace(desk, calls, check, json);
    this.resources = new ResourceFace(desk, notices, json);
    this.prompts = new PromptFace(desk, json);
    this.unlisten = desk.listen(notices);
  }

  /** Gives the way to the client; before, it cannot be told anything. */
  void speakOver(McpLoggableSession session) {
    this.session = session;
  }

  RunningCalls calls() {
    return calls;
  }

  /** Ends everything that belongs to the session; may be called twice. */
  void close(Cancellation why) {
    if (closed.compareAndSet(false, true)) {
      notices.close();
      unlisten.run();
      calls.close(why);
      desk.close();
    }
  }

  Mono<McpSchema.InitializeResult> initialize(
      McpSchema.InitializeRequest request, List<String> versions) {
    String version =
        versions.contains(request.protocolVersion())
            ? request.protocolVersion()
            : versions.getLast();
    return Mono.just(
        new McpSchema.InitializeResult(
            version,
            McpSchema.ServerCapabilities.builder()
                .tools(true)
                .resources(true, true)
                .prompts(true)
                .completions()
                .logging()
                .build(),
            McpSchema.Implementation.builder(desk.name(), desk.version()).build(),
            desk.instructions()));
  }

  Map<String, McpRequestHandler<?>> requestHandlers() {
    return Map.ofEntries(
        handler(McpSchema.METHOD_PING, (exchange, params) -> Mono.just(Map.of())),
        handler(McpSchema.METHOD_TOOLS_LIST, (exchange, params) -> tools.list(params)),
        handler(
            McpSchema.METHOD_TOOLS_CALL,
            (exchange, params) -> tools.call(exchange, params, requestId(exchange))),
        handler(McpSchema.METHOD_RESOURCES_LIST, (exchange, params) -> resources.list(params)),
        handler(
            McpSchema.METHOD_RESOURCES_TEMPLATES_LIST,
            (exchange, params) -> resources.templates(params)),
        handler(McpSchema.METHOD_RESOURCES_READ, (exchange, params) -> resources.read(params)),
        handler(
            McpSchema.METHOD_RESOURCES_SUBSCRIBE,
            (exchange, params) -> resources.subscribe(params)),
        handler(
            McpSchema.METHOD_RESOURCES_UNSUBSCRIBE,
            (exchange, params) -> resources.unsubscribe(params)),
        handler(McpSchema.METHOD_PROMPT_LIST, (exchange, params) -> prompts.list(params)),
        handler(McpSchema.METHOD_PROMPT_GET, (exchange, params) -> prompts.get(params)),
        handler(
            McpSchema.METHOD_COMPLETION_COMPLETE, (exchange, params) -> prompts.complete(params)),
        handler(McpSchema.METHOD_LOGGING_SET_LEVEL, (exchange, params) -> logLevel(params)));
  }

  private static Map.Entry<String, McpRequestHandler<?>> handler(String method, Answers answers) {
    McpRequestHandler<Object> handler =
        (exchange, params) -> Mono.defer(() -> answers.answer(exchange, params)).cast(Object.class);
    return Map.entry(method, handler);
  }

  /** What is answered to one method. */
  private interface Answers {
    Mono<?> answer(McpAsyncServerExchange exchange, @Nullable Object params);
  }

  Map<String, McpNotificationHandler> notificationHandlers() {
    return Map.of(
        McpSchema.METHOD_NOTIFICATION_INITIALIZED,
        (exchange, params) -> Mono.fromRunnable(notices::open),
        CANCELLED,
        (exchange, params) -> Mono.fromRunnable(() -> cancel(params)),
        McpSchema.METHOD_NOTIFICATION_PROGRESS,
        (exchange, params) -> Mono.empty(),
        McpSchema.METHOD_NOTIFICATION_ROOTS_LIST_CHANGED,
        (exchange, params) -> Mono.empty());
  }

  private void cancel(@Nullable Object params) {
    if (params instanceof Map<?, ?> map && map.get("requestId") != null) {
      calls.cancel(Objects.requireNonNull(map.get("requestId")), Cancellation.REQUESTED);
    }
  }

  private Mono<Object> logLevel(@Nullable Object params) {
    String said = params instanceof Map<?, ?> map ? String.valueOf(map.get("level")) : "";
    McpSchema.LoggingLevel level = McpSchema.LoggingLevel.fromValue(said);
    if (level == null) { // the SDK would take it for info
      throw Wire.error(
          Wire.INVALID_PARAMS,
          "there is no log level '" + Params.shown(said) + "'" + Nearest.hint(said, LEVELS));
    }
    McpLoggableSession over = session;
    if (over != null) {
      over.setMinLoggingLevel(level);
    }
    return Mono.just(Map.of());
  }

  private static Object requestId(McpAsyncServerExchange exchange) {
    return Objects.requireNonNull(
        exchange.transportContext().get(REQUEST_ID), "the transport did not give the request's id");
  }

  private void send(Notices.Notice notice) {
    McpLoggableSession over = session;
    if (over == null) {
      return;
    }
    try {
      over.sendNotification(notice.method(), notice.params()).block();
    } catch (RuntimeException e) { // no stream to the client at the moment, or none any more
      LOG.debug("the client could not be told {}", notice.method(), e);
    }
  }
}
