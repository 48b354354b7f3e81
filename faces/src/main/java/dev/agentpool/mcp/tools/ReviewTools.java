package dev.agentpool.mcp.tools;

import dev.agentpool.answer.Escalation;
import dev.agentpool.answer.Review;
import dev.agentpool.answer.Submitted;
import dev.agentpool.answer.Task;
import dev.agentpool.engine.Refused;
import dev.agentpool.operation.ReviewRows;
import dev.agentpool.operation.TaskRows;
import dev.agentpool.request.EscalateRequest;
import dev.agentpool.request.RejectRequest;
import dev.agentpool.request.TaskName;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskState;
import dev.agentpool.wire.Shapes;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The review gate (spec slot-pool 7.5). */
final class ReviewTools {
  private static final Fields DECIDED =
      Fields.NONE
          .need("task_id", Schema.TEXT)
          .need("state", Schema.TEXT)
          .may("approved", Schema.FLAG)
          .may("rejected", Schema.FLAG)
          .may("rejection_count", Schema.WHOLE)
          .may("max_rejections", Schema.WHOLE);

  private static final Fields FEEDBACK =
      Fields.NONE.need("feedback", Schema.name("what is to be done better; the agent reads it"));

  static final String ESCALATE = "pool_escalate";

  private static final Fields WHY =
      Fields.NONE.need("why", Schema.name("what a person is to decide, and why"));

  private ReviewTools() {}

  static List<Tool> all() {
    return List.of(submit(), approve(), reject(), escalate(), review());
  }

  private static Tool submit() {
    return Tool.of(
            "pool_submit_with_review",
            "Submit for review",
            "Queues a task whose success waits, as pending_review, for pool_approve_result or"
                + " pool_reject_result. Returns its id at once.")
        .with(TaskRows.SUBMIT, Submitted.class)
        .takes(
            TaskArguments.PROMPT
                .and(TaskArguments.SETTINGS)
                .and(TaskArguments.TAGS)
                .may(
                    "max_rejections",
                    Schema.whole(1, 1_000, "the rejection that fails the task; default 3")))
        .gives(TaskTools.TASK_ID.need("review_required", Schema.FLAG))
        .does(call -> {
          TaskId id = TaskTools.submit(call, words -> words.put("review_required", true));
          ObjectNode only = Shapes.object().put("task_id", id.value());
          return Answer.of(only.deepCopy().put("review_required", true)).mcp(only);
        });
  }

  private static Tool approve() {
    return Tool.of(
            "pool_approve_result",
            "Approve a result",
            "Accepts the result of a task that is pending review.")
        .with(ReviewRows.APPROVE, Task.class)
        .takes(TaskTools.TASK_ID)
        .gives(DECIDED)
        .does(ReviewTools::approved);
  }

  private static Answer approved(Call call) throws Exception {
    Task task = call.ask(ReviewRows.APPROVE, new TaskName(call.text("task_id")));
    return Answer.text("approved", decided(task).put("approved", true))
        .mcp(Shapes.object().put("approved", true));
  }

  private static Tool reject() {
    return Tool.of(
            "pool_reject_result",
            "Reject a result",
            "Sends a task that is pending review back to be done again, with feedback. The"
                + " rejection that reaches max_rejections fails it.")
        .with(ReviewRows.REJECT, Task.class)
        .takes(TaskTools.TASK_ID.and(FEEDBACK))
        .gives(DECIDED)
        .does(ReviewTools::rejected);
  }

  private static Answer rejected(Call call) throws Exception {
    Task task =
        call.ask(
            ReviewRows.REJECT, new RejectRequest(call.text("task_id"), said(call, "feedback")));
    ObjectNode data =
        decided(task)
            .put("rejected", true)
            .put("rejection_count", task.rejections())
            .put("max_rejections", task.maxRejections());
    String text =
        task.state() == TaskState.FAILED
            ? "rejected " + task.rejections() + " times, the most there may be: the task failed"
            : "rejected and re-queued";
    return Answer.text(text, data).mcp(Shapes.object().put("rejected", true));
  }

  private static String said(Call call, String name) {
    String said = call.textOrNull(name);
    return said == null ? "" : said;
  }

  private static ObjectNode decided(Task task) {
    return Shapes.object().put("task_id", task.id()).put("state", task.state().wireName());
  }

  private static Tool escalate() {
    return Tool.of(
            ESCALATE,
            "Escalate a review",
            "Leaves the decision on a task that is pending review to a person, with the reason. The"
                + " task stays pending review.")
        .with(ReviewRows.ESCALATE, Task.class)
        .takes(TaskTools.TASK_ID.and(WHY))
        .gives(DECIDED.may("escalated", Schema.FLAG).may("by", Schema.TEXT))
        .does(ReviewTools::escalated);
  }

  private static Answer escalated(Call call) throws Exception {
    String why = said(call, call.has("why") ? "why" : "feedback");
    Task task = call.ask(ReviewRows.ESCALATE, new EscalateRequest(call.text("task_id"), why));
    String by = task.escalation().map(Escalation::by).orElse("");
    return Answer.text(
        "escalated: a person decides", decided(task).put("escalated", true).put("by", by));
  }

  private static Tool review() {
    return Tool.of(
            "pool_review",
            "Review a result",
            "Shows what a task brought and changed, approves it, rejects it with feedback, or"
                + " escalates it: leaves it to a person, with the reason as feedback.")
        .with(ReviewRows.LOOK, Review.class)
        .in(Toolset.LEAN)
        .takes(
            Fields.NONE
                .need("task_id", Schema.TEXT)
                .need("decision", Schema.choice("", "show", "approve", "reject", "escalate"))
                .may("feedback", Schema.text("with reject: what to do better; with escalate: why")))
        .gives(Fields.NONE.need("state", Schema.TEXT))
        .does(call -> {
          boolean says = List.of("reject", "escalate").contains(call.text("decision"));
          if (call.has("feedback") && !says) {
            throw Refused.invalid("'feedback' goes with the decisions reject and escalate");
          }
          return switch (call.text("decision")) {
            case "approve" -> approved(call);
            case "reject" -> rejected(call);
            case "escalate" -> escalated(call);
            default -> shown(call);
          };
        });
  }

  private static Answer shown(Call call) throws Exception {
    Review review = call.ask(ReviewRows.LOOK, new TaskName(call.text("task_id")));
    ObjectNode data = TaskJson.result(review.task());
    review
        .change()
        .ifPresent(change -> {
          data.put("branch", change.branch()).put("diff_stat", change.stat());
          data.put("diff", change.patch());
        });
    review.problem().ifPresent(problem -> data.put("problem", problem));
    return Answer.of(data);
  }
}
