package dev.agentpool.api;

import dev.agentpool.answer.Skill;
import dev.agentpool.answer.SkillSummary;
import dev.agentpool.operation.SkillRows;
import dev.agentpool.request.SkillFilter;
import dev.agentpool.request.SkillName;
import dev.agentpool.request.SkillRequest;
import dev.agentpool.request.SkillRunRequest;
import java.util.List;
import java.util.Map;

/** The skills, asked over the daemon's socket. */
record RemoteSkills(Calls calls) implements Skills {
  @Override
  public List<SkillSummary> list() {
    return calls.ask(SkillRows.LIST, SkillFilter.ALL);
  }

  @Override
  public Skill get(String name) {
    return calls.ask(SkillRows.GET, new SkillName(name));
  }

  @Override
  public Skill add(Skill skill) {
    return calls.ask(SkillRows.ADD, SkillRequest.of(skill)).skill();
  }

  @Override
  public boolean remove(String name) {
    return calls.find(SkillRows.REMOVE, new SkillName(name)).isPresent();
  }

  @Override
  public TaskHandle run(String name, Map<String, String> arguments, TaskOptions options) {
    SkillRunRequest request =
        new SkillRunRequest(
            name, Map.copyOf(arguments), options.choices(), options.idempotencyKey());
    return new RemoteTask(calls, calls.ask(SkillRows.RUN, request).taskId());
  }
}
