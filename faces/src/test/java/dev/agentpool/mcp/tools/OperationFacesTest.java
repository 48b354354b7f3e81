package dev.agentpool.mcp.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.operation.Operation;
import dev.agentpool.operation.Operations;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What can be asked can be asked of MCP too, or it is said here why not. */
class OperationFacesTest {
  /** A tool list is paid for with each conversation: what a client has otherwise has no tool. */
  private static final Set<String> WITHOUT_A_TOOL =
      Set.of(
          "task.end", // pool_cancel
          "task.retry", // a coordinator submits again, in better words
          "auto.test", // a person's, who chooses the router's model
          "skill.diagnostics", // a person's, who wrote the files
          "workflow.list", // likewise
          "workflow.get", // likewise
          "chain.list", // pool_list_tasks
          "artifact.would_go", // a person's, of all pools
          "artifact.let_go",
          "prune.would_go", // a person's, whose branches they are
          "prune.let_go",
          "session.park", // memory is the person's to spare; a send goes on with it
          "slot.get", // pool_find_slots
          "slot.restart", // a person's
          "message.for_people", // pool_read_messages of user and coordinator
          "review.merge", // a person's
          "work.place", // a person's, who goes there
          "work.checkout", // a person's, whose working tree it is
          "work.undo", // likewise
          "report.get", // a person's, in the morning; pool_inbox and pool_session_metrics
          "plan.submit", // a program's: an agent has pool_submit, and what is to go in a row
          // pool_chain
          "coordinator.run", // who has the tools is one
          "daemon.status", // pool_status; a tool's pool is one
          "daemon.doctor", // the machine's is a person's
          "daemon.deep",
          "daemon.privacy",
          "history.import", // a person's, once
          "history.config",
          "history.sessions",
          "daemon.stop",
          "budget.get", // the resource pool://budget
          "budget.set", // a person's
          "trust.get", // what only a person at this machine decides
          "trust.give",
          "trust.revoke",
          "environment.get",
          "environment.renew",
          "schedule.list", // what goes on without anybody is a person's to begin and to end
          "schedule.add",
          "schedule.get",
          "schedule.remove",
          "schedule.pause",
          "schedule.resume",
          "schedule.now",
          "webhook.list", // so is who is told outside of the machine
          "webhook.add",
          "webhook.remove",
          "webhook.deliveries",
          "webhook.test",
          "guidance.list", // resources, of those that matter: agentpool://skill.md
          "guidance.get",
          "preferences.digest", // a file's that an agent can read itself
          "conversation.list", // which conversations tasks go on with is a person's word
          "conversation.forget",
          "expert.list", // experts have tools of their own, by their role
          "expert.call",
          "mail.list",
          "mail.send",
          "mail.requeue",
          "mail.get", // read_inbox of the concierge
          "expert.get", // review_knowledge of the concierge
          "expert.decide", // decide_knowledge of the concierge
          "expert.curate", // a person's: the pool does it by itself when it is due
          "contract.list", // read_contract and list_contracts of every role
          "contract.get",
          "contract.history",
          "formula.list", // list_formulas and instantiate_formula of the architect
          "formula.get",
          "formula.run",
          "config.get", // a person's files
          "config.validate");

  @Test
  void everyOperationHasATool() {
    Set<Operation<?, ?>> done =
        PoolTools.all().stream()
            .flatMap(tool -> tool.operations().stream())
            .collect(Collectors.toSet());
    List<String> without =
        Operations.all().stream()
            .filter(operation -> !done.contains(operation))
            .map(Operation::name)
            .toList();

    assertThat(without).containsExactlyInAnyOrderElementsOf(WITHOUT_A_TOOL);
  }

  @Test
  void everyOperationHasANameAndARouteOfItsOwn() {
    Set<String> names = new HashSet<>();
    Set<String> routes = new HashSet<>();
    for (Operation<?, ?> operation : Operations.all()) {
      assertThat(names.add(operation.name())).as(operation.name()).isTrue();
      String route = operation.route().method() + " " + operation.route().path();
      assertThat(routes.add(route)).as(route).isTrue();
    }
  }
}
