package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.ExpertList;
import dev.agentpool.answer.ExpertRow;
import dev.agentpool.answer.RoleAnswer;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.Refused;
import dev.agentpool.inside.Acting;
import dev.agentpool.inside.Caller;
import dev.agentpool.post.Expert;
import dev.agentpool.post.Mailed;
import dev.agentpool.post.PostOffice;
import dev.agentpool.post.Roster;
import dev.agentpool.request.Nothing;
import dev.agentpool.request.RoleMessage;
import dev.agentpool.role.Experts;
import dev.agentpool.role.RoleCall;
import dev.agentpool.task.TaskRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The experts of a pool, and the tools of their roles. */
public final class ExpertRows {
  public static final Operation<Nothing, ExpertList> LIST =
      named("expert.list", "The experts and roles of a pool, with what they are at")
          .takes(Nothing.class)
          .gives(ExpertList.class)
          .at(Route.get("/v1/experts").fails(400, 404))
          .does((asking, _) -> list(asking));

  public static final Operation<RoleMessage, RoleAnswer> CALL =
      named("expert.call", "A message of MCP to the tools of an expert or a role")
          .takes(RoleMessage.class)
          .gives(RoleAnswer.class)
          .at(Route.post("/v1/experts/{name}/mcp").with("name", "role").fails(400, 403, 404))
          .does(ExpertRows::call);

  private ExpertRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(LIST, CALL);
  }

  private static ExpertList list(Asking asking) {
    PoolConfig pool = asking.standing();
    PostOffice office = asking.house().experts().office();
    return new ExpertList(
        office.roster(pool).all().stream().map(expert -> row(pool, office, expert)).toList());
  }

  private static ExpertRow row(PoolConfig pool, PostOffice office, Expert expert) {
    String name = expert.name().value();
    Optional<TaskRecord> running = office.running(pool.id(), name);
    return new ExpertRow(
        name,
        expert.kind(),
        Optional.ofNullable(expert.settings().model()),
        expert.place().knowledge().toString(),
        office.unread(pool.id(), name).size(),
        running.flatMap(Mailed::of).map(mailed -> mailed.mail().id().value()));
  }

  /** Whether it is the call of the tool by which a person says what counts. */
  private static boolean isWord(Map<String, Object> message) {
    return message.get("params") instanceof Map<?, ?> params
        && "decide_knowledge".equals(params.get("name"));
  }

  /** From inside a session only as the expert whose task runs there. */
  private static RoleAnswer call(Asking asking, RoleMessage asked) {
    PoolConfig pool = asking.pool();
    Experts experts = asking.house().experts();
    Roster roster = experts.office().roster(pool);
    Expert who =
        roster
            .find(asked.role())
            .orElseThrow(() ->
                new Refused(
                    Refused.Kind.NOT_FOUND, "expert_not_found", roster.nobody(asked.role())));
    if (isWord(asked.message())) {
      Guests.mayNot(asking, "what an expert knows");
    }
    Optional<Mailed> doing = Acting.insider().map(Caller.Insider::running).flatMap(Mailed::of);
    if (Acting.insider().isPresent()
        && doing.filter(it -> it.mail().to().equals(asked.role())).isEmpty()) {
      throw new Refused(
          Refused.Kind.FORBIDDEN,
          "role_refused",
          "what runs inside a task has the tools of the expert whose task it is, and not those of "
              + asked.role());
    }
    return new RoleAnswer(
        Optional.ofNullable(
            experts.server().answer(new RoleCall(pool, roster, who, doing), asked.message())));
  }
}
