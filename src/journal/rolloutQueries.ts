/** By which flag file a rollout is that a decision is about; NULL where it is the one of the workspace. */
export const flagsIn = `json_extract(known, '$.flags')`;

/**
 * Requests of a rollout that say something about a version, oldest first: rollout, capability, id of the last known one, limit. Two
 * capabilities may have rollouts of one id, as where a flag was copied for another name. `+` keeps SQLite from looking by the name.
 */
export const rolloutRequests = `
  SELECT id, at, variant, stage, outcome, milliseconds, json_extract(request, '$.user.id') AS user,
    coalesce(json_extract(request, '$.user.groups'), '[]') AS groups
  FROM requests WHERE rollout = ? AND +name = ? AND variant IS NOT NULL AND id > ? ORDER BY id LIMIT ?`;

/**
 * Opinions on requests of a rollout, the first one on each, oldest first: rollout, capability, id of the last known one, limit. CROSS JOIN: SQLite would begin with
 * all requests of the rollout, which may be a million, at each look.
 */
export const rolloutFeedback = `
  SELECT feedback.id, feedback.at, feedback.rating, requests.variant, json_extract(requests.request, '$.user.id') AS user
  FROM feedback CROSS JOIN requests ON requests.id = feedback.request
  WHERE requests.rollout = ? AND requests.name = ? AND requests.variant IS NOT NULL AND feedback.id > ?
    AND NOT EXISTS (SELECT 1 FROM feedback AS earlier WHERE earlier.request = feedback.request AND earlier.id < feedback.id)
  ORDER BY feedback.id LIMIT ?`;
