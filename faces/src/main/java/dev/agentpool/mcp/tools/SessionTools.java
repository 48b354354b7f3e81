package dev.agentpool.mcp.tools;

import dev.agentpool.answer.AttachInfo;
import dev.agentpool.answer.LiveSessionAnswer;
import dev.agentpool.answer.LiveSessionPage;
import dev.agentpool.answer.Sent;
import dev.agentpool.mcp.McpTool.ToolHints;
import dev.agentpool.operation.SessionRows;
import dev.agentpool.request.SessionsFilter;
import java.util.List;
import java.util.Optional;

/** Live sessions one by one (spec control-plane 17, toolset sessions). */
final class SessionTools {
  private SessionTools() {}

  static List<Tool> all() {
    return List.of(list(), get(), attach(), keys());
  }

  private static Tool list() {
    return Tool.of(
            "list_sessions",
            "List sessions",
            "Lists this connection's live sessions and those that have ended, newest first; with"
                + " include_all everybody's.")
        .asks(SessionRows.LIST)
        .takes(
            Fields.NONE
                .may("state", Schema.textOrTexts("such as RUNNING; several with commas"))
                .may("provider_id", Schema.TEXT)
                .may("include_all", Schema.FLAG)
                .may("limit", Schema.WHOLE)
                .may("offset", Schema.WHOLE))
        .gives(Fields.answer(LiveSessionPage.class))
        .in(Toolset.SESSIONS)
        .reads()
        .does(call ->
            Answer.of(
                new Fenced(call)
                    .over(
                        call.ask(
                            SessionRows.LIST,
                            new SessionsFilter(
                                call.eachText("state"),
                                Optional.ofNullable(call.textOrNull("provider_id")),
                                call.flag("include_all", false),
                                call.wholeOrNull("limit"),
                                call.wholeOrNull("offset"),
                                Optional.empty())))));
  }

  private static Tool get() {
    return Tool.of("get_session", "Show a session", "Tells all that is known of a session.")
        .asks(SessionRows.GET)
        .takes(WorkerTools.WHICH)
        .gives(Fields.answer(LiveSessionAnswer.class))
        .in(Toolset.SESSIONS)
        .reads()
        .does(call -> Answer.of(new Fenced(call).over(call.ask(SessionRows.GET))));
  }

  private static Tool attach() {
    return Tool.of(
            "attach_info", "How to attach", "Tells by which command a person sees a session.")
        .asks(SessionRows.ATTACH)
        .takes(WorkerTools.WHICH)
        .gives(Fields.answer(AttachInfo.class))
        .in(Toolset.SESSIONS)
        .reads()
        .does(call -> Answer.of(call.ask(SessionRows.ATTACH)));
  }

  private static Tool keys() {
    return Tool.of(
            "send_worker_keys",
            "Press keys",
            "Presses keys in a session's terminal, where the person's policy allows it.")
        .asks(SessionRows.KEYS)
        .takes(WorkerTools.WHICH.need("keys", Schema.texts("as tmux names them: Enter, C-c, Up")))
        .gives(Fields.answer(Sent.class).only(List.of("ok", WorkerTools.SESSION)))
        .in(Toolset.SESSIONS)
        .hinted(new ToolHints(false, false, false, true))
        .does(call -> Answer.of(call.ask(SessionRows.KEYS)));
  }
}
