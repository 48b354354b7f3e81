package dev.agentpool.cli.top;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.command.InPlace;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.command.Tasks;
import dev.agentpool.cli.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a person does about a line: asked of the daemon on a thread of its own, for the screen never
 * stands still.
 *
 * @param told hears, on any thread, in a line what came of it
 */
record Acts(Surroundings here, Consumer<String> told) {
  void answer(String question, String line) {
    doing(() -> {
      String refused = InPlace.answer(here, question, line);
      return refused.isEmpty() ? "answered: " + line : refused;
    });
  }

  void refuse(String question, String why) {
    doing(() -> {
      here.daemon()
          .post(
              Query.question(question, "/answer"),
              Json.object()
                  .put("answer", "no")
                  .putIfThere("text", why.isEmpty() ? null : why)
                  .put("by", System.getProperty("user.name")));
      return "answered: no";
    });
  }

  void approve(String task) {
    doing(() -> task + " " + posted(task, "/approve").text("state"));
  }

  void reject(String task, String feedback) {
    doing(() -> {
      here.daemon().post(Query.task(task, "/reject"), Json.object().put("feedback", feedback));
      return task + " goes back with what you said";
    });
  }

  void cancel(String task) {
    doing(() ->
        task + " " + new Tasks(here.daemon()).cancel(task, "cancelled by the user").text("state"));
  }

  void retry(String task) {
    doing(() -> "handed in again as " + posted(task, "/retry").text("task_id"));
  }

  private Json posted(String task, String verb) {
    return here.daemon().post(Query.task(task, verb), Json.object());
  }

  private void doing(Supplier<String> act) {
    Thread.ofVirtual()
        .name("top-act")
        .start(() -> {
          try {
            told.accept(act.get());
          } catch (CliException refused) {
            told.accept(refused.getMessage());
          }
        });
  }

  /**
   * The program that brings a person to the terminal of a task's session; empty when it has none.
   */
  List<String> seat(String task) {
    Query live = new Query("/v1/sessions").with("limit", 200);
    for (Json session : here.daemon().get(live.toString()).get("sessions").items()) {
      if (session.text("turn").equals(task)) {
        Json attach = here.daemon().get("/v1/sessions/" + session.text("id") + "/attach");
        List<String> program = new ArrayList<>();
        if (attach.text("attach_kind").equals("interactive")) {
          attach
              .get("argv")
              .items()
              .forEach(word -> program.add(String.valueOf(word.textOrNull())));
        }
        return program;
      }
    }
    return List.of();
  }
}
