package dev.agentpool.pool;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose a slot is, as its id tells it: {@code slot-0} is one of those that a pool is configured
 * with, {@code agent-NAME} an agent's, {@code ap_0123456789ab} a live session's. An id is read and
 * written here and nowhere else.
 */
public sealed interface SlotName {
  /** The id: {@link #of} reads the same name out of it. */
  String id();

  /** Whose slot has that id; every text is somebody's. */
  static SlotName of(String id) {
    if (id.equals(Coordinator.ID)) {
      return new Coordinator();
    }
    if (id.equals(Router.ID)) {
      return new Router();
    }
    Matcher lent = Lent.FORM.matcher(id);
    if (lent.matches()) {
      return new Lent(Integer.parseInt(lent.group(1)), Integer.parseInt(lent.group(2)));
    }
    if (Session.FORM.matcher(id).matches()) {
      return new Session(id);
    }
    return isBeside(id) ? new Agent(id.substring(Agent.PREFIX.length())) : new Configured(id);
  }

  private static boolean isBeside(String id) {
    return id.length() > Agent.PREFIX.length() && id.startsWith(Agent.PREFIX);
  }

  /** One of those that a pool is configured with. */
  record Configured(String id) implements SlotName {
    public Configured {
      if (isBeside(id) || Session.FORM.matcher(id).matches()) {
        throw new IllegalArgumentException(
            "the slot of an agent, of a live session, or of agentpool itself: " + id);
      }
    }
  }

  /** A slot beside those: it is made when a task names it, and takes only tasks that name it. */
  sealed interface Beside extends SlotName {}

  /** The slot of an agent that has a definition. */
  record Agent(String agent) implements Beside {
    private static final String PREFIX = "agent-";

    public Agent {
      if (agent.isEmpty() || isOurs(agent)) {
        throw new IllegalArgumentException("not the name of an agent: '" + agent + "'");
      }
    }

    /** The slot of the agent of that name; empty when agentpool itself has a slot of that name. */
    public static Optional<Agent> of(String agent) {
      return isOurs(agent) ? Optional.empty() : Optional.of(new Agent(agent));
    }

    private static boolean isOurs(String agent) {
      String id = PREFIX + agent;
      return id.equals(Coordinator.ID) || id.equals(Router.ID) || Lent.FORM.matcher(id).matches();
    }

    @Override
    public String id() {
      return PREFIX + agent;
    }
  }

  /** The slot of a live session, which has the session's own id. */
  record Session(String id) implements Beside {
    private static final Pattern FORM = Pattern.compile("ap_[0-9a-f]{12}");

    public Session {
      if (!FORM.matcher(id).matches()) {
        throw new IllegalArgumentException(
            "not the id of a live session, which is ap_ and 12 hex digits: '" + id + "'");
      }
    }
  }

  /**
   * Lent to tasks that were started inside another one, while that one holds its own.
   *
   * @param depth of those tasks, from 1
   * @param number among those of this depth, from 1
   */
  record Lent(int depth, int number) implements Beside {
    private static final String PREFIX = "agent-pool-child-";
    private static final Pattern FORM = Pattern.compile(PREFIX + "([1-9]\\d{0,8})-([1-9]\\d{0,8})");

    public Lent {
      if (depth < 1 || number < 1) {
        throw new IllegalArgumentException("lent slots count from 1: " + depth + "-" + number);
      }
    }

    @Override
    public String id() {
      return PREFIX + depth + "-" + number;
    }
  }

  /** Where coordinators work, one at a time. */
  record Coordinator() implements Beside {
    private static final String ID = "agent-pool-coordinator";

    @Override
    public String id() {
      return ID;
    }
  }

  /** Where the daemon itself asks where work is to go. */
  record Router() implements Beside {
    private static final String ID = "agent-pool-router";

    @Override
    public String id() {
      return ID;
    }
  }
}
