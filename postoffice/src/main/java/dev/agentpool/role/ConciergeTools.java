package dev.agentpool.role;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.mail.Mail;
import dev.agentpool.mail.MailId;
import dev.agentpool.mail.MailType;
import dev.agentpool.paper.GoDuration;
import dev.agentpool.paper.GoText;
import dev.agentpool.paper.PrettyJson;
import dev.agentpool.paper.Rfc3339;
import dev.agentpool.post.Expert;
import dev.agentpool.post.Letter;
import dev.agentpool.post.PostBoard;
import dev.agentpool.post.PostOffice;
import dev.agentpool.post.Progress;
import dev.agentpool.post.Queue;
import dev.agentpool.post.Taken;
import dev.agentpool.task.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Tools that ask experts, and look how what was asked stands. */
final class ConciergeTools {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private final PostOffice office;
  private final PostBoard board;
  private final Queue queue;
  private final Ledger ledger;

  ConciergeTools(PostOffice office, PostBoard board, Queue queue, Ledger ledger) {
    this.office = office;
    this.board = board;
    this.queue = queue;
    this.ledger = ledger;
  }

  List<RoleTool> all() {
    return List.of(
        RoleTool.acts("ask_expert", "Ask an expert and wait for the answer, 5 minutes at most.")
            .needs("expert", "who; auto: whom it fits")
            .needs("question", "what, in Markdown")
            .does(this::ask),
        RoleTool.looks("collect", "What became of tasks and questions, with their answers.")
            .needs("task_ids", "ids, with commas")
            .does(this::collect),
        RoleTool.looks("check_status", "The board: what was asked, of whom, and how it stands.")
            .may("task_id", "of this one only")
            .may("expert", "of this expert only")
            .may("status", "pending, blocked, active, completed, failed or cancelled")
            .does(this::status),
        RoleTool.looks("read_inbox", "What was written to you and you have not read; read once.")
            .does(this::inbox),
        RoleTool.acts("finish_task", "Say that what was asked of you is done.")
            .needs("task_id", "its id")
            .needs("result", "what came of it; what waits for it is told")
            .does(this::finish),
        RoleTool.acts("requeue_mail", "Try again what failed or could not be delivered.")
            .needs("id", "its id")
            .does((call, given) -> given.text("id") + " " + requeued(call, given.text("id"))));
  }

  private String requeued(RoleCall call, String id) {
    return office.requeue(call.pool(), id).told();
  }

  private String ask(RoleCall call, RoleTool.Arguments given) throws ToolFailure {
    String expert = given.text("expert");
    MailId id;
    try {
      id = MailId.ofQuestion(expert, ledger.now());
    } catch (IllegalArgumentException e) {
      throw new ToolFailure(String.valueOf(e.getMessage()));
    }
    Mail mail =
        Mail.of(id, call.name(), expert, MailType.QUESTION, given.text("question").strip())
            .withTimestamp(ledger.now());
    return switch (office.accept(call.pool(), mail, call.sender())) {
      case Taken.Queued(TaskId task, _) -> answer(call, id.value(), task);
      case Taken.Bounced(String why) -> throw new ToolFailure(why);
      case Taken other -> office.recipient(call.pool(), mail) + ": " + id + " " + other.told();
    };
  }

  private String answer(RoleCall call, String id, TaskId task) throws ToolFailure {
    try {
      queue.await(task, PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Progress now = board.of(call.pool().id(), id).orElseThrow();
    return switch (now.status()) {
      case "completed" -> now.result();
      case "failed" ->
          throw new ToolFailure(
              "waiting for expert: expert "
                  + GoText.quoted(now.expert())
                  + " failed task "
                  + id
                  + " (exit code: "
                  + Optional.ofNullable(now.exitCode()).orElse(-1)
                  + ")"
                  + (now.note().isBlank() ? "" : ": " + now.note()));
      case "cancelled" ->
          throw new ToolFailure("waiting for expert: task " + id + " was cancelled: " + now.note());
      default ->
          throw new ToolFailure(
              "waiting for expert: timed out after 5m0s waiting for task "
                  + id
                  + "; it goes on, and collect has its answer later");
    };
  }

  private String collect(RoleCall call, RoleTool.Arguments given) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (String id : given.list("task_ids")) {
      all.add(board.of(call.pool().id(), id).map(this::collected).orElseGet(() -> unknown(id)));
    }
    return PrettyJson.of(all);
  }

  private static Map<String, Object> unknown(String id) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", id);
    row.put("expert", "");
    row.put("status", "not_found");
    return row;
  }

  private Map<String, Object> collected(Progress task) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", task.id());
    row.put("expert", task.expert());
    row.put("status", task.status());
    Instant started = task.startedAt();
    if (started != null) {
      Instant end = Optional.ofNullable(task.completedAt()).orElseGet(ledger::now);
      long seconds = Math.round(Duration.between(started, end).toMillis() / 1000.0);
      row.put("duration", GoDuration.text(Duration.ofSeconds(Math.max(0, seconds))));
    }
    switch (task.status()) {
      case "completed" -> row.put("result", task.result());
      case "failed" ->
          row.put(
              "error",
              (task.exitCode() == null
                      ? "expert session failed"
                      : "expert session failed (exit code: " + task.exitCode() + ")")
                  + (task.note().isBlank() ? "" : ": " + task.note()));
      case "cancelled" -> row.put("error", task.note());
      default -> {} // it goes on
    }
    return row;
  }

  private String status(RoleCall call, RoleTool.Arguments given) throws ToolFailure {
    String id = given.text("task_id");
    if (!id.isEmpty()) {
      return PrettyJson.of(
          row(
              board
                  .of(call.pool().id(), id)
                  .orElseThrow(() -> new ToolFailure("task " + GoText.quoted(id) + " not found"))));
    }
    String expert = given.text("expert");
    String status = given.text("status");
    boolean filtered = !expert.isEmpty() || !status.isEmpty();
    List<Map<String, Object>> rows =
        board.all(call.pool().id()).stream()
            .filter(task -> expert.isEmpty() || task.expert().equals(expert))
            .filter(task -> status.isEmpty() || task.status().equals(status))
            .filter(task -> filtered || !task.isOver())
            .map(ConciergeTools::row)
            .toList();
    return rows.isEmpty() ? "no matching tasks" : PrettyJson.of(rows);
  }

  /** As the board's file has it. */
  private static Map<String, Object> row(Progress task) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", task.id());
    row.put("status", task.status());
    row.put("expert", task.expert());
    if (!task.dependsOn().isEmpty()) {
      row.put("depends_on", task.dependsOn());
    }
    row.put("from", task.from());
    row.put("type", task.type());
    row.put("priority", task.priority());
    row.put("created_at", Rfc3339.text(task.createdAt()));
    Instant started = task.startedAt();
    if (started != null) {
      row.put("started_at", Rfc3339.text(started));
    }
    Instant completed = task.completedAt();
    if (completed != null) {
      row.put("completed_at", Rfc3339.text(completed));
    }
    row.put("handoff_count", task.handoffs());
    if (task.needsAttention()) {
      row.put("needs_attention", true);
    }
    if (!task.note().isBlank()) {
      row.put("cancel_note", task.note());
    }
    if (task.exitCode() != null) {
      row.put("exit_code", task.exitCode());
    }
    return row;
  }

  private String inbox(RoleCall call, RoleTool.Arguments given) {
    List<Letter> unread = office.unread(call.pool().id(), call.name());
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Letter letter : unread) {
      Map<String, Object> row = new TreeMap<>();
      row.put("id", letter.mail().id().value());
      row.put("from", letter.mail().from());
      row.put("type", letter.mail().type().word());
      row.put("verified", letter.sender().verified());
      row.put("body", letter.mail().body());
      if (letter.mail().type().asksForWork()) {
        row.put("finish_with", "finish_task");
      }
      rows.add(row);
    }
    office.read(call.pool().id(), unread);
    return rows.isEmpty() ? "no unread mail" : PrettyJson.of(rows);
  }

  private String finish(RoleCall call, RoleTool.Arguments given) {
    office.finish(call.pool(), given.text("task_id"), given.text("result"));
    return "task " + given.text("task_id") + " is done";
  }

  /** Of a role that is no researcher. */
  static String experts(RoleCall call) {
    List<String> own = new ArrayList<>();
    List<String> shared = new ArrayList<>();
    for (Expert expert : call.roster().experts()) {
      (expert.isShared() ? shared : own).add(expert.name().value());
    }
    own.sort(null);
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("experts", own.isEmpty() ? null : own);
    all.put("pool_experts", own.isEmpty() ? null : own);
    all.put("shared_experts", shared.isEmpty() ? null : shared);
    return PrettyJson.of(all);
  }
}
