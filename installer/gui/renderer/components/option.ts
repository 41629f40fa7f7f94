/** What Select and Combo choose from. */
export interface Option<Value extends string = string> {
  value: Value;
  title: string;
  description?: string;
  isDisabled?: boolean;
}
