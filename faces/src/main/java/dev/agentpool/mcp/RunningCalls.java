package dev.agentpool.mcp;

import dev.agentpool.mcp.ToolCall.Cancellation;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The tool calls of one session that are not answered yet, by the ids of their requests. */
final class RunningCalls {
  private final Map<Object, RunningCall> calls = new ConcurrentHashMap<>();
  private volatile @Nullable Cancellation closed;

  /** Registers a call; refuses an id that another running call has. */
  void open(Object id, RunningCall call) {
    if (calls.putIfAbsent(id, call) != null) {
      throw Wire.error(
          Wire.INVALID_REQUEST, "the request id " + id + " is in use by a call that still runs");
    }
    call.whenEnded(() -> calls.remove(id, call));
    Cancellation why = closed;
    if (why != null) {
      call.cancel(why);
    }
  }

  /** Cancels a call, if it runs. */
  void cancel(Object id, Cancellation why) {
    RunningCall call = calls.get(id);
    if (call != null) {
      call.cancel(why);
    }
  }

  /** Cancels all calls, also those that come later. */
  void close(Cancellation why) {
    closed = why;
    calls.values().forEach(call -> call.cancel(why));
  }

  int size() {
    return calls.size();
  }
}
