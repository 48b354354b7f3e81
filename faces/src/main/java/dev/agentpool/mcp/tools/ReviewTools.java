package dev.agentpool.mcp.tools;

import dev.agentpool.engine.Escalation;
import dev.agentpool.engine.Refused;
import dev.agentpool.engine.Reviews;
import dev.agentpool.engine.TaskOptions;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
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
        .takes(
            TaskArguments.PROMPT
                .and(TaskArguments.SETTINGS)
                .and(TaskArguments.TAGS)
                .may(
                    "max_rejections",
                    Schema.whole(1, 1_000, "the rejection that fails the task; default 3")))
        .gives(TaskTools.TASK_ID.need("review_required", Schema.FLAG))
        .does(call -> {
          TaskOptions options =
              TaskArguments.options(call).reviewed(call.wholeOrNull("max_rejections").orElse(null));
          TaskId id = call.engine().tasks().submit(call.pool(), call.text("prompt"), options);
          ObjectNode only = Shapes.object().put("task_id", id.value());
          return Answer.of(only.deepCopy().put("review_required", true)).mcp(only);
        });
  }

  private static Tool approve() {
    return Tool.of(
            "pool_approve_result",
            "Approve a result",
            "Accepts the result of a task that is pending review.")
        .takes(TaskTools.TASK_ID)
        .gives(DECIDED)
        .does(ReviewTools::approved);
  }

  private static Answer approved(Call call) {
    TaskRecord task = call.engine().reviews().approve(call.task());
    return Answer.text("approved", decided(task).put("approved", true))
        .mcp(Shapes.object().put("approved", true));
  }

  private static Tool reject() {
    return Tool.of(
            "pool_reject_result",
            "Reject a result",
            "Sends a task that is pending review back to be done again, with feedback. The"
                + " rejection that reaches max_rejections fails it.")
        .takes(TaskTools.TASK_ID.and(FEEDBACK))
        .gives(DECIDED)
        .does(ReviewTools::rejected);
  }

  private static Answer rejected(Call call) {
    String feedback = call.textOrNull("feedback");
    TaskRecord task = call.engine().reviews().reject(call.task(), feedback == null ? "" : feedback);
    ObjectNode data =
        decided(task)
            .put("rejected", true)
            .put("rejection_count", task.rejections())
            .put("max_rejections", task.spec().review().maxRejections());
    String text =
        task.state() == TaskState.FAILED
            ? "rejected " + task.rejections() + " times, the most there may be: the task failed"
            : "rejected and re-queued";
    return Answer.text(text, data).mcp(Shapes.object().put("rejected", true));
  }

  private static ObjectNode decided(TaskRecord task) {
    return Shapes.object().put("task_id", task.id().value()).put("state", task.state().wireName());
  }

  private static Tool escalate() {
    return Tool.of(
            ESCALATE,
            "Escalate a review",
            "Leaves the decision on a task that is pending review to a person, with the reason. The"
                + " task stays pending review.")
        .takes(TaskTools.TASK_ID.and(WHY))
        .gives(DECIDED.may("escalated", Schema.FLAG).may("by", Schema.TEXT))
        .does(ReviewTools::escalated);
  }

  private static Answer escalated(Call call) {
    String why = call.textOrNull(call.has("why") ? "why" : "feedback");
    Escalation made = call.engine().reviews().escalate(call.task(), why == null ? "" : why);
    ObjectNode data = decided(call.engine().tasks().get(call.task()));
    return Answer.text(
        "escalated: a person decides", data.put("escalated", true).put("by", made.by()));
  }

  private static Tool review() {
    return Tool.of(
            "pool_review",
            "Review a result",
            "Shows what a task brought and changed, approves it, rejects it with feedback, or"
                + " escalates it: leaves it to a person, with the reason as feedback.")
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

  private static Answer shown(Call call) {
    Reviews.Review review = call.engine().reviews().look(call.pool(), call.task());
    ObjectNode data = TaskJson.result(call, review.task());
    review
        .change()
        .ifPresent(change -> {
          data.put("branch", change.branch()).put("diff_stat", change.stat());
          data.put("diff", change.patch());
        });
    if (review.problem() != null) {
      data.put("problem", review.problem());
    }
    return Answer.of(data);
  }
}
