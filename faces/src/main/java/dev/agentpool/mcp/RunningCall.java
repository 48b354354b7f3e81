package dev.agentpool.mcp;

import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * A tool call from its request to its end. It ends once: answered, or cancelled; who ends it first
 * decides whether the client gets a response.
 */
final class RunningCall implements ToolCall {
  private static final Logger LOG = LoggerFactory.getLogger(RunningCall.class);
  private final McpAsyncServerExchange exchange;
  private final McpSchema.CallToolRequest request;
  private final ClientQuestions questions;

  private final ReentrantLock state = new ReentrantLock();
  private final List<Runnable> hooks = new ArrayList<>(); // guarded by state
  private final Sinks.Empty<Void> end = Sinks.empty();
  private Runnable whenEnded = () -> {}; // guarded by state
  private boolean ended; // guarded by state
  private @Nullable Cancellation cancellation; // guarded by state

  /** Held while something is sent, so that nothing follows the answer. */
  private final ReentrantLock sending = new ReentrantLock();

  private double furthest = Double.NEGATIVE_INFINITY; // guarded by sending

  RunningCall(
      McpAsyncServerExchange exchange,
      McpSchema.CallToolRequest request,
      ClientQuestions questions) {
    this.exchange = exchange;
    this.request = request;
    this.questions = questions;
  }

  void whenEnded(Runnable action) {
    state.lock();
    try {
      whenEnded = action;
    } finally {
      state.unlock();
    }
  }

  /** Emits once the call is cancelled; else never. */
  Mono<Void> end() {
    return end.asMono();
  }

  /** Ends the call with an answer; false when it was cancelled before. */
  boolean answered() {
    sending.lock();
    try {
      return finish(null);
    } finally {
      sending.unlock();
    }
  }

  /** Ends the call without an answer and runs the hooks; nothing when it has ended. */
  void cancel(Cancellation why) {
    if (!finish(why)) {
      return;
    }
    end.tryEmitEmpty();
    List<Runnable> toRun;
    state.lock();
    try {
      toRun = List.copyOf(hooks);
      hooks.clear();
    } finally {
      state.unlock();
    }
    if (!toRun.isEmpty()) {
      Thread.ofVirtual().name("mcp-cancel " + request.name()).start(() -> toRun.forEach(this::run));
    }
  }

  private boolean finish(@Nullable Cancellation why) {
    Runnable after;
    state.lock();
    try {
      if (ended) {
        return false;
      }
      ended = true;
      cancellation = why;
      after = whenEnded;
    } finally {
      state.unlock();
    }
    after.run();
    return true;
  }

  private void run(Runnable hook) {
    try {
      hook.run();
    } catch (RuntimeException e) {
      LOG.warn("what {} does when it is cancelled failed", request.name(), e);
    }
  }

  @Override
  public Map<String, Object> arguments() {
    Map<String, Object> arguments = request.arguments();
    return arguments == null ? Map.of() : arguments;
  }

  @Override
  public Optional<Cancellation> cancellation() {
    state.lock();
    try {
      return Optional.ofNullable(cancellation);
    } finally {
      state.unlock();
    }
  }

  @Override
  public void onCancel(Runnable hook) {
    state.lock();
    try {
      if (!ended) {
        hooks.add(hook);
        return;
      }
    } finally {
      state.unlock();
    }
    if (cancelled()) {
      run(hook);
    }
  }

  @Override
  public void progress(double done, @Nullable Double total, String message) {
    Object token = request.progressToken();
    if (token == null) {
      return;
    }
    tell(() -> {
      if (done <= furthest) {
        return Mono.empty();
      }
      furthest = done;
      return exchange.progressNotification(
          new McpSchema.ProgressNotification(token, done, total, message, null));
    });
  }

  @Override
  public void log(LogLevel level, String message) {
    tell(() ->
        exchange.loggingNotification(
            McpSchema.LoggingMessageNotification.builder(
                    McpSchema.LoggingLevel.valueOf(level.name()), message)
                .logger(request.name())
                .build()));
  }

  private void tell(java.util.function.Supplier<Mono<Void>> message) {
    sending.lock();
    try {
      if (!hasEnded()) {
        message.get().block();
      }
    } catch (RuntimeException e) { // the client is gone; the transport finds out by itself
      LOG.debug("the client of {} could not be told something", request.name(), e);
    } finally {
      sending.unlock();
    }
  }

  private boolean hasEnded() {
    state.lock();
    try {
      return ended;
    } finally {
      state.unlock();
    }
  }

  @Override
  public Map<String, Object> askClient(String method, Map<String, Object> params) {
    return questions.ask(exchange, method, params, end());
  }
}
