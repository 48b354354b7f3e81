package dev.agentpool.role;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.post.Expert;
import dev.agentpool.post.Mailed;
import dev.agentpool.post.Roster;
import dev.agentpool.post.Sender;
import java.util.Optional;

/**
 * Who uses a tool.
 *
 * @param who as which expert or role
 * @param doing the task in whose session it is used; empty for a person and who speaks for them
 */
public record RoleCall(PoolConfig pool, Roster roster, Expert who, Optional<Mailed> doing) {
  Sender sender() {
    return doing.map(Sender::expert).orElse(Sender.PERSON);
  }

  /** By which its mail says who sent it. */
  String name() {
    return who.name().value();
  }
}
