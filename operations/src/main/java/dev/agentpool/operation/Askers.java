package dev.agentpool.operation;

import dev.agentpool.answer.Asker;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.node.Node;
import dev.agentpool.post.Mailed;
import dev.agentpool.question.Question;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.PlanId;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Whose agents ask. The ledger is asked twice, however many questions there are.
 *
 * @param tasks those that ask
 * @param plans the parents of those that are parts of a plan
 * @param shown takes secrets out of what they are called
 */
record Askers(
    Map<TaskId, TaskRecord> tasks, Map<TaskId, TaskRecord> plans, UnaryOperator<String> shown) {
  static Askers of(Ledger ledger, Node node, List<Question> questions) {
    Map<TaskId, TaskRecord> tasks =
        found(
            ledger,
            questions.stream()
                .map(Question::attempt)
                .filter(Objects::nonNull)
                .map(AttemptKey::task)
                .collect(Collectors.toSet()));
    return new Askers(
        tasks,
        found(
            ledger,
            tasks.values().stream()
                .map(TaskRecord::plan)
                .filter(Objects::nonNull)
                .map(PlanId::parent)
                .collect(Collectors.toSet())),
        node::shown);
  }

  private static Map<TaskId, TaskRecord> found(Ledger ledger, Set<TaskId> ids) {
    return ids.isEmpty() ? Map.of() : ledger.tasks(ids);
  }

  /** Empty when agentpool itself asks. */
  Optional<Asker> of(Question question) {
    return Optional.ofNullable(question.attempt())
        .map(attempt -> tasks.get(attempt.task()))
        .map(this::told);
  }

  private Asker told(TaskRecord task) {
    Optional<TaskRecord> parent =
        Optional.ofNullable(task.plan()).map(plan -> plans.get(plan.parent()));
    return new Asker(
        task.id().value(),
        called(task),
        task.spec().part().stepName(),
        parent.map(plan -> plan.id().value()),
        parent.map(this::called),
        Mailed.of(task).map(mailed -> mailed.mail().to()));
  }

  private String called(TaskRecord task) {
    return shown.apply(task.spec().called().text());
  }
}
