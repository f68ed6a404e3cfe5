/** The zone that hours are in: that of the conditions of a question, or the reader's own. */

export const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

export const zoneOf = ({ zone }) => zone ?? ownZone();
