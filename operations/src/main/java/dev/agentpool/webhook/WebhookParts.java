package dev.agentpool.webhook;

import dev.agentpool.feed.JournalFeed;
import dev.agentpool.keep.KeptTexts;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.plan.ChainResult;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.TaskId;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What webhooks are made of.
 *
 * @param chains what came of a chain, by its id
 * @param kept what is told goes through it: it may hold texts that people wrote
 * @param open origins that need not be on the public internet; asked before every connection
 * @param logs the folder of the delivery logs
 * @param version of agentpool, as receivers are told
 * @param told hears of every try
 */
public record WebhookParts(
    Ledger ledger,
    JournalFeed feed,
    Function<TaskId, ChainResult> chains,
    KeptTexts kept,
    Supplier<List<URI>> open,
    Path logs,
    String version,
    HostResolver resolver,
    DeliverySettings settings,
    Clock clock,
    Pause pause,
    BiConsumer<PoolId, Delivery> told) {

  /** Of a running daemon. */
  public static WebhookParts standard(
      Ledger ledger,
      JournalFeed feed,
      Function<TaskId, ChainResult> chains,
      KeptTexts kept,
      Supplier<List<URI>> open,
      Path logs,
      String version,
      Clock clock,
      BiConsumer<PoolId, Delivery> told) {
    return new WebhookParts(
        ledger,
        feed,
        chains,
        kept,
        open,
        logs,
        version,
        HostResolver.system(),
        DeliverySettings.STANDARD,
        clock,
        Pause.by(clock),
        told);
  }
}
