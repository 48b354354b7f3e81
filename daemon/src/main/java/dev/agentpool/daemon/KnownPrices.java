package dev.agentpool.daemon;

import dev.agentpool.config.ConfigException;
import dev.agentpool.config.Home;
import dev.agentpool.config.PricesTable;
import dev.agentpool.price.Prices;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prices for a daemon that runs: a file that is wrong by now changes nothing, since what runs is to
 * be settled all the same. Whoever begins something new is told of it. Thread-safe.
 */
final class KnownPrices implements Supplier<Prices> {
  private static final Logger LOG = LoggerFactory.getLogger(KnownPrices.class);
  private final Supplier<Prices> read;
  private volatile Prices last = Prices.shipped();
  private volatile String told = "";

  private KnownPrices(Supplier<Prices> read) {
    this.read = read;
  }

  static KnownPrices of(Home home) {
    KnownPrices prices = new KnownPrices(PricesTable.of(home));
    prices.get(); // what is known now counts when the file is wrong before it is asked for
    return prices;
  }

  @Override
  public Prices get() {
    try {
      last = read.get();
    } catch (ConfigException wrong) {
      String why = String.valueOf(wrong.getMessage());
      if (!why.equals(told)) {
        told = why;
        LOG.warn("prices are those that were known before: {}", why);
      }
    }
    return last;
  }
}
