package dev.agentpool.api;

import dev.agentpool.answer.Message;
import java.util.List;

/**
 * Messages to slots (spec slot-pool 7.7): the slot's next task tells them to its agent, unless
 * somebody reads them before.
 *
 * {@snippet :
 * Messages messages = pool.messages();
 * messages.send("coordinator", "slot-0", "The API has changed.");
 * messages.broadcast("coordinator", "Stop at six.");
 * System.out.println(messages.count("slot-0") + " wait, the first: " + messages.peek("slot-0"));
 * System.out.println(messages.read("slot-0").size() + " read");
 * }
 */
public interface Messages {
  /**
   * Sends one.
   *
   * @param from who you are, as the agent is told
   * @return the message's id
   * @throws PoolException.SlotNotFound when there is no slot {@code to}
   */
  String send(String from, String to, String content);

  /** To every slot but the sender; returns the messages' ids. */
  List<String> broadcast(String from, String content);

  /** Takes all out of a slot's inbox, in their order. */
  List<Message> read(String slot);

  /** Leaves them there. */
  List<Message> peek(String slot);

  /** How many wait. */
  int count(String slot);
}
