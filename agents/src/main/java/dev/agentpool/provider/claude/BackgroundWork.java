package dev.agentpool.provider.claude;

import dev.agentpool.protocol.Json;
import dev.agentpool.time.AwakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What an agent left running when it ended its turn, and whether the turn still waits for it. The
 * CLI wakes the conversation when such work ends, so the answer may be yet to come. One thread
 * writes, any may read.
 */
final class BackgroundWork {
  /** Between the end of the last work and the conversation that it wakes. */
  private static final Duration WAKING = Duration.ofSeconds(3);

  private final Duration limit;
  private volatile List<String> running = List.of();
  private volatile boolean working = true;
  private final AwakeTime awake;
  private volatile long emptySinceNanos;
  private volatile long waitingSinceNanos;
  private volatile boolean waiting;

  BackgroundWork(Duration limit, AwakeTime awake) {
    this.limit = limit;
    this.awake = awake;
    this.emptySinceNanos = awake.nanos();
  }

  void heard(JsonNode line) {
    String type = Json.text(line, "type", "");
    String subtype = Json.text(line, "subtype", "");
    if (subtype.equals("background_tasks_changed")) {
      List<String> names = new ArrayList<>();
      line.path("tasks")
          .forEach(task ->
              names.add(
                  ClaudeEvents.oneLine(
                      Json.text(task, "description", Json.text(task, "task_id", "unknown")))));
      running = List.copyOf(names);
      emptySinceNanos = awake.nanos();
    } else if (subtype.equals("session_state_changed")) {
      working = !Json.text(line, "state", "").equals("idle");
    } else if (type.equals("result")) {
      working = false;
    } else if (type.equals("assistant") || type.equals("user") || subtype.equals("init")) {
      working = true;
    }
  }

  /** Their descriptions. */
  List<String> running() {
    return running;
  }

  /** Asked when the turn has a result: whether to wait for what may come after it. */
  boolean holds() {
    if (running.isEmpty() || limit.isZero()) {
      return false;
    }
    if (!waiting) {
      waitingSinceNanos = awake.nanos();
      waiting = true;
    }
    return awake.since(waitingSinceNanos).compareTo(limit) <= 0;
  }

  /** Nothing runs and nothing was woken by its end. */
  private boolean settled() {
    return running.isEmpty() && !working && awake.since(emptySinceNanos).compareTo(WAKING) > 0;
  }

  /** Whether the agent is silent because its background work is not done. */
  boolean isWaiting() {
    return waiting && !working;
  }

  /** Whether waiting is over: all done, or the limit has come. */
  boolean isOver() {
    return waiting
        && !working
        && (settled() || awake.since(waitingSinceNanos).compareTo(limit) > 0);
  }

  /** What a person is told of work that the end of the turn ends; empty when there is none. */
  String leftOver() {
    if (running.isEmpty()) {
      return "";
    }
    String what = "background work was still running and was ended: " + String.join(", ", running);
    return limit.isZero()
        ? what + " (background_wait is 0)"
        : waiting
            ? what + " (waited for it for background_wait, " + limit.toSeconds() + " s)"
            : what;
  }
}
