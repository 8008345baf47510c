export const handler = async () => {
  return { status: "403" }; // # want: error function-refuses-everyone
};
