package dev.agentpool.cli.smoke;

import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;

/** With an agent that plays one: it must ask, be answered, and complete (spec control-plane 20). */
record FakeSmoke(Smoke smoke) {
  private static final int SECONDS = 8;

  JsonObject run() {
    try (Smoke trial = smoke) {
      trial.spawn("Smoke test: look around, ask what you must, change nothing.", "explorer", null);
      Json question = trial.observe("question,completed,error", SECONDS);
      JsonObject result =
          Json.object()
              .put("session_id", trial.id())
              .put("provider_id", trial.provider)
              .put("question_event", question.text("event"))
              .put("question_state", question.text("state"));
      boolean asked = question.text("event").equals("question");
      result.put("send", asked ? trial.send("Stay read-only; then finish.") : null);
      Json completed = trial.observe("completed,error", asked ? SECONDS : 0);
      boolean done = completed.text("event").equals("completed");
      result
          .put("completed_event", completed.text("event"))
          .put("completed_state", completed.text("state"));
      Json collected = trial.collect();
      Smoke.collected(result, collected);
      trial.terminate();
      return result.put("ok", asked && done && !collected.get("git").flag("dirty"));
    }
  }
}
