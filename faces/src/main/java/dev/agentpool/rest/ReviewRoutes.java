package dev.agentpool.rest;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.Reviews;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.wire.ReviewShapes;
import dev.agentpool.wire.Shapes;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The review gate. */
final class ReviewRoutes implements RouteGroup {
  private final Api api;
  private final TaskAnswers answers;

  ReviewRoutes(Api api) {
    this.api = api;
    this.answers = new TaskAnswers(api);
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post(
                "/v1/tasks/{id}/approve", "Accepts a task that is pending review", this::approve)
            .gives("Task")
            .fails(400, 404, 409),
        Endpoint.post("/v1/tasks/{id}/reject", "Sends a task back with feedback", this::reject)
            .takes("RejectRequest")
            .gives("Task")
            .fails(400, 404, 409),
        Endpoint.post(
                "/v1/tasks/{id}/escalate",
                "Leaves the decision on a task that is pending review to a person",
                this::escalate)
            .takes("EscalateRequest")
            .gives("Task")
            .fails(400, 404, 409),
        Endpoint.get("/v1/tasks/{id}/review", "A task and what its branch changes", this::look)
            .gives("Review")
            .fails(400, 404));
  }

  @Override
  public String shapes() {
    return """
    RejectRequest!:
      feedback: text
      dir?: text
    EscalateRequest!:
      why: text # what a person is to decide, and why
      dir?: text
    Change:
      branch: text
      commits: integer
      files: [text]
      stat: text
      patch: text # at most 1 MiB
    Review:
      task: Task
      change: Change|null # null without a branch
      problem: text|null # why the change cannot be shown
    """;
  }

  private void approve(Call call) {
    call.nothingElse();
    call.answer(answers.shape(api.engine().reviews().approve(call.task())));
  }

  private void reject(Call call) {
    String feedback = call.body().text("feedback");
    call.nothingElse();
    call.answer(answers.shape(api.engine().reviews().reject(call.task(), feedback)));
  }

  private void escalate(Call call) {
    String why = call.body().text("why");
    call.nothingElse();
    api.engine().reviews().escalate(call.task(), why);
    call.answer(answers.shape(api.engine().tasks().get(call.task())));
  }

  private PoolConfig poolOfTask(Call call) {
    TaskRecord task = api.engine().tasks().get(call.task());
    return call.poolOf(task.pool());
  }

  private void look(Call call) {
    Reviews.Review review = api.engine().reviews().look(poolOfTask(call), call.task());
    ObjectNode answer = Shapes.object();
    answer.set("task", answers.shape(review.task()));
    answer.putNull("change");
    review.change().ifPresent(change -> answer.set("change", ReviewShapes.change(change)));
    call.answer(answer.put("problem", review.problem()));
  }
}
