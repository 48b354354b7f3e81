package dev.agentpool.terminal.tmux;

/**
 * A terminal at one moment.
 *
 * @param text its lines, those that scrolled out of sight first
 * @param title that the program gave its window
 * @param ended whether the program is over; what it left is still to be seen
 */
public record Shot(String text, String title, int columns, int rows, boolean ended) {}
