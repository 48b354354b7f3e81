package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.daemon.DaemonProcess.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/**
 * Many live sessions at once, each driven by a coordinator that tries again whatever a killed
 * daemon did not answer, as a client would: under the same key, and after it has looked.
 */
final class SessionCrowd {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(180);
  private final DaemonProcess daemon;
  private final AtomicInteger steps = new AtomicInteger();
  private volatile boolean failed;
  private volatile String newest = "";

  SessionCrowd(DaemonProcess daemon) {
    this.daemon = daemon;
  }

  /** What a coordinator does with the session that it was given. */
  interface Script {
    void play(Driver driver) throws Exception;
  }

  /** One coordinator for each project's turn in the row; returns the drivers when all are done. */
  List<Driver> play(int sessions, List<Path> projects, Script script) throws Exception {
    List<Driver> drivers = new ArrayList<>();
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < sessions; i++) {
        Driver driver = new Driver(i, projects.get(i % projects.size()));
        drivers.add(driver);
        running.add(
            each.submit(() -> {
              try {
                script.play(driver);
              } catch (Throwable wrong) {
                failed = true;
                throw wrong;
              }
              return driver;
            }));
      }
    }
    for (Future<?> one : running) {
      one.get();
    }
    return drivers;
  }

  /** How many steps all have done; kills are timed by it. */
  int steps() {
    return steps.get();
  }

  /** The session that was opened last; empty while there is none. */
  String any() {
    return newest;
  }

  boolean hasFailed() {
    return failed;
  }

  /** A call that is made again until a daemon answers it. */
  private Answer call(String method, String path, Object body) throws Exception {
    long until = System.nanoTime() + PATIENCE;
    while (true) {
      try {
        return daemon.call(method, path, body, Map.of());
      } catch (ExecutionException killed) {
        if (System.nanoTime() > until) {
          throw killed;
        }
        TimeUnit.MILLISECONDS.sleep(20); // the next daemon is not there yet
      }
    }
  }

  /** One session and who drives it. */
  final class Driver {
    private final int number;
    private final Path project;
    private String session = "";

    private Driver(int number, Path project) {
      this.number = number;
      this.project = project;
    }

    int number() {
      return number;
    }

    Path project() {
      return project;
    }

    String session() {
      return session;
    }

    void spawn(String provider, String task, Map<String, Object> more) throws Exception {
      Map<String, Object> asked = new LinkedHashMap<>(more);
      asked.put("provider_id", provider);
      asked.put("task", task);
      asked.put("idempotency_key", "spawn-" + number);
      session = ok("POST", "/v1/sessions?dir=" + project, asked).get("session_id").asString();
      newest = session;
    }

    /** Looks once, or until what is wanted is so. */
    JsonNode observe(String waitFor, int seconds) throws Exception {
      String wanted = waitFor.isEmpty() ? "" : "&wait_for=" + waitFor;
      return ok("GET", at("observation?detail=full&timeout_seconds=" + seconds + wanted), null);
    }

    JsonNode await(String waitFor) throws Exception {
      JsonNode seen = observe(waitFor, 90);
      assertThat(seen.get("event").asString())
          .as("%s of session %s: %s", waitFor, number, seen)
          .isNotEqualTo("timeout");
      return seen;
    }

    /** Answers what it asks, once: the same is said again under the same key. */
    void answer(String word) throws Exception {
      await("approval_prompt,question");
      JsonNode sent =
          ok(
              "POST",
              at("messages"),
              Map.of("message", word, "idempotency_key", "answer-" + session));
      assertThat(sent.get("delivered_as").asString()).as("%s", sent).isEqualTo("answer");
    }

    /** Says it once, as its next turn or into the one that runs; returns the task of that turn. */
    String say(String key, String message) throws Exception {
      JsonNode sent =
          ok(
              "POST",
              at("messages"),
              Map.of("message", message, "idempotency_key", key + "-" + session));
      assertThat(sent.get("delivered_as").asString()).as("%s", sent).isIn("turn", "steer");
      return sent.get("task_id").asString();
    }

    /** Waits until the turn of that task has its result, which is what is awaited. */
    void result(String task, String output) throws Exception {
      JsonNode waited =
          ok(
              "POST",
              "/v1/tasks/wait",
              Map.of("ids", List.of(task), "mode", "all", "timeout_ms", 90_000));
      assertThat(waited.get("satisfied").asBoolean()).as("%s", waited).isTrue();
      JsonNode done = ok("GET", "/v1/tasks/" + task, null);
      assertThat(done.get("state").asString()).as("%s", done).isEqualTo("completed");
      assertThat(done.get("result").get("output").asString()).isEqualTo(output);
    }

    JsonNode shown() throws Exception {
      return ok("GET", "/v1/sessions/" + session, null).get("session");
    }

    JsonNode post(String what, Map<String, Object> body) throws Exception {
      return ok("POST", at(what), body);
    }

    JsonNode collect() throws Exception {
      return ok("POST", "/v1/artifacts/" + session + "/collect?dir=" + project, Map.of());
    }

    private String at(String what) {
      return "/v1/sessions/" + session + "/" + what;
    }

    private JsonNode ok(String method, String path, Object body) throws Exception {
      Answer answer = call(method, path, body);
      assertThat(answer.status()).as("%s %s: %s", method, path, answer).isEqualTo(200);
      steps.incrementAndGet();
      return answer.json();
    }
  }
}
