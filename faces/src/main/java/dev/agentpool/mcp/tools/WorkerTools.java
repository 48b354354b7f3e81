package dev.agentpool.mcp.tools;

import dev.agentpool.answer.Interrupted;
import dev.agentpool.answer.Observation;
import dev.agentpool.answer.Sent;
import dev.agentpool.answer.SpawnedSession;
import dev.agentpool.answer.Terminated;
import dev.agentpool.mcp.McpTool.ToolHints;
import dev.agentpool.operation.SessionRows;
import dev.agentpool.request.ObserveRequest;
import dev.agentpool.request.TerminateRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Workers spawned, watched, answered and ended (spec control-plane 17, toolset default). */
final class WorkerTools {
  static final String SESSION = "session_id";
  static final Fields WHICH = Fields.NONE.need(SESSION, Schema.TEXT);

  /** Touches a vendor's account. */
  private static final ToolHints ACTS = new ToolHints(false, false, false, true);

  private static final ToolHints ENDS = new ToolHints(false, true, false, true);
  private static final double LONGEST = 45;

  private WorkerTools() {}

  static List<Tool> all() {
    return List.of(spawn(), observe(), poll(), send(), interrupt(), terminate());
  }

  private static Fields few(Class<?> answer, String... members) {
    return Fields.answer(answer).only(List.of(members));
  }

  private static Tool spawn() {
    return Tool.of(
            "spawn_worker",
            "Spawn a worker",
            "Starts an agent CLI on a task as a live session. You name the provider.")
        .asks(SessionRows.SPAWN)
        .takes(
            Fields.NONE
                .need("provider_id", Schema.text("such as claude-code; never auto"))
                .need("task", Schema.text("one narrow thing with a stop condition"))
                .may("repo_path", Schema.text("absolute; this pool's project when absent"))
                .may("role", Schema.text("explorer, reviewer, implementer, tester or custom"))
                .may("model", Schema.TEXT)
                .may("account", Schema.TEXT)
                .may("runtime", Schema.TEXT)
                .may("isolation", Schema.text("read_only, shared or worktree"))
                .may("allowed_files", Schema.TEXTS)
                .may("max_runtime_seconds", Schema.WHOLE)
                .may("max_turns", Schema.WHOLE)
                .may("supervision", Schema.TEXT)
                .may("initial_prompt_mode", Schema.TEXT)
                .may("reasoning_effort", Schema.TEXT)
                .may("service_tier", Schema.TEXT)
                .may("metadata", Schema.OBJECT)
                .may("idempotency_key", Schema.text("the same gives the same session")))
        .gives(few(SpawnedSession.class, SESSION, "attach_command"))
        .in(Toolset.DEFAULT)
        .hinted(ACTS)
        .does(call -> Answer.of(new Fenced(call).over(call.ask(SessionRows.SPAWN))));
  }

  private static Tool observe() {
    return Tool.of(
            "observe_worker",
            "Observe a worker",
            "Tells a worker's state and event, or waits for one of wait_for. At most 45 s a call.")
        .asks(SessionRows.OBSERVE)
        .takes(
            looking(
                WHICH
                    .may(
                        "wait_for",
                        Schema.textOrTexts("such as completed, question, approval_prompt"))
                    .may("timeout_seconds", Schema.NUMBER)))
        .gives(few(Observation.class, SESSION, "state", "event"))
        .in(Toolset.DEFAULT)
        .reads()
        .does(call ->
            observed(call, said(call, "timeout_seconds"), call.eachText("wait_for"), false));
  }

  private static Tool poll() {
    return Tool.of(
            "poll_worker", "Poll a worker", "The same at once, with the end of what it wrote.")
        .asks(SessionRows.OBSERVE)
        .takes(looking(WHICH))
        .gives(few(Observation.class, SESSION, "state", "event"))
        .in(Toolset.DEFAULT)
        .reads()
        .does(call -> observed(call, 0, List.of(), true));
  }

  private static Fields looking(Fields which) {
    return which
        .may("detail", Schema.text("summary, excerpt or full"))
        .may("max_lines", Schema.WHOLE)
        .may("include_recent_log", Schema.FLAG);
  }

  private static double said(Call call, String name) {
    return call.raw().arguments().get(name) instanceof Number number ? number.doubleValue() : 0;
  }

  private static Answer observed(Call call, double seconds, List<String> waitFor, boolean withLog)
      throws Exception {
    Thread waiting = Thread.currentThread();
    call.raw().onCancel(waiting::interrupt);
    Observation seen =
        call.ask(
            SessionRows.OBSERVE,
            new ObserveRequest(
                call.text(SESSION),
                waitFor,
                Optional.of(guarded(seconds)),
                Optional.ofNullable(call.textOrNull("detail")),
                call.wholeOrNull("max_lines"),
                Optional.of(call.flag("include_recent_log", withLog))));
    Observation told =
        call.lockdown()
            ? seen.lockedDown(Lockdown.REASON).with(seen.artifactManifest().map(Lockdown::over))
            : seen;
    return Answer.of(told.with(guard(seconds)));
  }

  /** Hosts give a call up after a minute; one second is not worth a wait. */
  private static double guarded(double seconds) {
    return seconds <= 1 ? 0 : Math.min(seconds, LONGEST);
  }

  private static Map<String, Object> guard(double seconds) {
    double effective = guarded(seconds);
    if (seconds <= 0 || effective == seconds) {
      return Map.of();
    }
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("requested_timeout_seconds", plain(seconds));
    told.put("effective_timeout_seconds", plain(effective));
    told.put("observe_timeout_reason", effective == 0 ? "fast_poll" : "mcp_outer_timeout_guard");
    return told;
  }

  private static Number plain(double seconds) {
    return seconds == Math.rint(seconds) ? (Number) (long) seconds : (Number) seconds;
  }

  private static Tool send() {
    return Tool.of(
            "send_worker_message",
            "Send a message",
            "Answers what a worker asks, speaks into the turn that runs where its provider can,"
                + " else gives it its next turn.")
        .asks(SessionRows.SEND)
        .takes(
            WHICH
                .need("message", Schema.TEXT)
                .may("submit", Schema.FLAG)
                .may("idempotency_key", Schema.TEXT))
        .gives(few(Sent.class, "ok", SESSION, "event_id"))
        .in(Toolset.DEFAULT)
        .hinted(ACTS)
        .does(call -> Answer.of(call.ask(SessionRows.SEND)));
  }

  private static Tool interrupt() {
    return Tool.of("interrupt_worker", "Interrupt a worker", "Ends its turn, and not the session.")
        .asks(SessionRows.INTERRUPT)
        .takes(WHICH)
        .gives(few(Interrupted.class, "ok", "state"))
        .in(Toolset.DEFAULT)
        .hinted(ACTS)
        .does(call -> Answer.of(call.ask(SessionRows.INTERRUPT)));
  }

  private static Tool terminate() {
    return Tool.of(
            "terminate_worker", "Terminate a worker", "Ends the session; again does nothing.")
        .asks(SessionRows.TERMINATE)
        .takes(WHICH.may("reason", Schema.TEXT))
        .gives(few(Terminated.class, "ok", SESSION, "state"))
        .in(Toolset.DEFAULT)
        .hinted(ENDS)
        .does(call ->
            Answer.of(
                call.ask(
                    SessionRows.TERMINATE,
                    new TerminateRequest(
                        call.text(SESSION),
                        Optional.ofNullable(call.textOrNull("reason")),
                        false))));
  }
}
