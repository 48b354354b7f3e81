package dev.agentpool.cli.smoke;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * With an agent that thinks: it must answer with a word that it is told (spec control-plane 20).
 */
final class RealSmoke {
  private static final String ANY = "question,approval_prompt,completed,error";
  private static final int FIRST_SECONDS = 30;
  private static final int MOST_STARTUP_QUESTIONS = 4;
  private final Smoke smoke;
  private final @Nullable String model;
  private final boolean trusts;
  private final JsonObject result = Json.object();
  private final JsonObject lifecycle = Json.object();
  private String blocked = "";

  RealSmoke(Smoke smoke, @Nullable String model, boolean trusts) {
    this.smoke = smoke;
    this.model = model;
    this.trusts = trusts;
  }

  JsonObject run() {
    try (Smoke trial = smoke) {
      String wanted = model == null ? usual(trial.models()) : model;
      trial.spawn(
          "This is a smoke test. Answer with the one word READY. Use no tool and change nothing.",
          "reviewer",
          wanted);
      lifecycle.put("spawn", true);
      result
          .put("session_id", trial.id())
          .put("provider_id", trial.provider)
          .put("model", wanted)
          .put("isolation", "read_only")
          .put("attach", trial.attach().text("attach_command"));
      Json first = trial.observe(ANY, Math.min(trial.timeout, FIRST_SECONDS));
      seen("initial", first);
      first = started(trial, first);
      if (blocked.isEmpty() && first.text("event").equals("error")) {
        blocked = "its first turn failed: " + first.get("metadata").text("reason");
      }
      boolean verified = blocked.isEmpty() && asked(trial);
      return ended(trial, verified);
    }
  }

  /** The one that is meant for this, else the provider's usual one; null leaves it to its CLI. */
  private static @Nullable String usual(Json models) {
    String smoke = models.text("smoke_model");
    String usual = smoke.isEmpty() ? models.text("default_model") : smoke;
    return usual.isEmpty() ? null : usual;
  }

  private void seen(String when, Json observed) {
    result
        .put(when + "_event", observed.text("event"))
        .put(when + "_state", observed.text("state"));
  }

  /** Answers what a CLI asks of a person before it begins; what else it asks is in the way. */
  private Json started(Smoke trial, Json first) {
    Json now = first;
    for (int i = 0; i < MOST_STARTUP_QUESTIONS && isApproval(now); i++) {
      String asks = now.get("worker_output").text("text").toLowerCase(Locale.ROOT);
      String what;
      String answer;
      if (says(asks, "do you trust", "trust the files", "trust this directory")) {
        what = "trust";
        answer = trial.provider.equals("cursor-cli") ? "a" : "";
        if (!trusts) {
          blocked = "it asks whether it may trust the folder";
          return now;
        }
      } else if (asks.contains("update available")
          && says(asks, "skip", "press enter to continue")) {
        what = "update";
        answer = "2";
      } else if (asks.contains("hooks")) {
        what = "hook";
        answer = "3";
      } else {
        break;
      }
      trial.send(answer);
      lifecycle.put("startup_" + what, true);
      now = trial.observe(ANY, Math.min(trial.timeout, FIRST_SECONDS));
      seen("post_" + what, now);
    }
    if (isApproval(now) || now.text("event").equals("question")) {
      blocked = "it asks for something that a smoke test does not answer";
    }
    return now;
  }

  private static boolean isApproval(Json observed) {
    return observed.text("event").equals("approval_prompt");
  }

  private static boolean says(String text, String... words) {
    for (String word : words) {
      if (text.contains(word)) {
        return true;
      }
    }
    return false;
  }

  private boolean asked(Smoke trial) {
    byte[] random = new byte[4];
    ThreadLocalRandom.current().nextBytes(random);
    String token = "SMOKE" + HexFormat.of().formatHex(random);
    trial.send(
        trial.provider.equals("scripted")
            ? "@@say " + token + "@@"
            : "Answer with the one word " + token + " and nothing else.");
    lifecycle.put("send", true);
    try {
      Json last = trial.observe("completed,error,question,approval_prompt", trial.timeout);
      seen("final", last);
      if (last.text("event").equals("completed")) {
        return last.get("worker_output").text("text").contains(token);
      }
      blocked = "it did not answer: " + last.text("event");
      lifecycle.put("interrupt", trial.interrupt().flag("ok"));
    } catch (CliException broken) {
      result.put("observe_error", broken.getMessage());
    }
    return false;
  }

  private JsonObject ended(Smoke trial, boolean verified) {
    boolean dirty = true;
    boolean collected = false;
    try {
      Json left = trial.collect();
      Smoke.collected(result, left);
      dirty = left.get("git").flag("dirty");
      collected = true;
    } catch (CliException broken) {
      result.put("collect_error", broken.getMessage());
    }
    lifecycle.put("collect", collected);
    lifecycle.put("terminate", trial.terminate().flag("ok"));
    boolean ok = verified && blocked.isEmpty() && collected && !dirty;
    return result
        .put("lifecycle", lifecycle)
        .put("completion_verified", verified)
        .put("blocked_reason", blocked.isEmpty() ? null : blocked)
        .put("ok", ok);
  }
}
