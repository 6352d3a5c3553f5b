/** How wide a ticket's label is, in ems of this face, so that its type can be as large as its place allows. */

const LETTER_EMS = 0.94; // the widest, M
const DIGIT_EMS = 0.73;

/** The style that lets CSS fit a label: `--ems`. @param {string} label */
export function fitting(label) {
  const digits = label.replace(/\D/g, "").length;
  return { "--ems": String((label.length - digits) * LETTER_EMS + digits * DIGIT_EMS) };
}
