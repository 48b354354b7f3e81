package dev.agentpool.ledger.codec;

import dev.agentpool.task.AgentReport;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.StoodWalls;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.Verdict;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Results as an agentpool wrote them that did not tell a node's verdict from an agent's report: one
 * object with the members of both, the outcome that the node settled, and {@code facts} of which
 * nobody knows any more who noticed them; they are taken for the node's.
 */
final class FlatResults {
  private FlatResults() {}

  static TaskResult read(Map<String, @Nullable Object> plain) {
    Map<String, @Nullable Object> facts = Json.object(plain.get("facts"));
    Outcome outcome = ResultCodec.outcome(plain.get("outcome"));
    boolean ended = plain.containsKey("exit_code") || plain.containsKey("stderr");
    AgentReport report =
        new AgentReport(
            Json.need(plain.get("output"), "output"),
            outcome,
            ReportCodec.spent(plain),
            Json.text(plain.get("model")),
            Json.text(plain.get("session_id")),
            Json.text(plain.get("structured_output")),
            Json.texts(plain.get("permission_denials")),
            ReportCodec.denials(facts.get("denials")),
            ReportCodec.given(facts.get("given")),
            List.of(),
            ended ? ReportCodec.exit(plain, "exit_code") : null);
    Verdict verdict =
        new Verdict(
            outcome,
            null,
            ResultCodec.workspace(plain.get("workspace")),
            StoodWalls.of(Json.textOr(facts.get("walls"), "")),
            Json.textOr(facts.get("configured_model"), ""),
            "",
            Json.texts(facts.get("notices")));
    return new TaskResult(report, verdict);
  }
}
