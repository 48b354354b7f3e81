package dev.agentpool.provider.claude;

import dev.agentpool.process.ProcessException;
import dev.agentpool.protocol.Json;
import dev.agentpool.protocol.streamjson.ControlChannel;
import dev.agentpool.provider.turn.WordNotes;
import java.nio.file.Path;
import tools.jackson.databind.node.ObjectNode;

/**
 * Hands words over to the CLI while it works, and takes them back. The CLI swallows a second
 * message under the same id, so one whose arrival is in doubt is sent again. Thread-safe.
 */
final class WordPost {
  private final ControlChannel channel;
  private final Path folder;
  private final Runnable endProcess;

  /**
   * @param folder of the session
   * @param endProcess for one that does not read: half of a message would spoil the next
   */
  WordPost(ControlChannel channel, Path folder, Runnable endProcess) {
    this.channel = channel;
    this.folder = folder;
    this.endProcess = endProcess;
  }

  /**
   * False when the process is gone. The empty line comes first in case that a daemon before was
   * killed in the middle of a message.
   */
  boolean tell(String turn, String word, String text) {
    WordNotes.add(folder, turn, word);
    try {
      channel.newLine();
      channel.user(word, text);
      return true;
    } catch (ProcessException gone) {
      Thread.ofVirtual().name("end-" + turn).start(endProcess);
      return false;
    }
  }

  /**
   * Asks for a word back.
   *
   * @param whenNotThere called, on the lines' thread, when the CLI does not have it any more
   */
  void takeBack(String word, Runnable whenNotThere) {
    ObjectNode request = Json.object().put("subtype", "cancel_async_message");
    var unused = channel.request(request.put("message_uuid", word)).thenRun(whenNotThere);
  }
}
