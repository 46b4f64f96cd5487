declare module 'virtual:manual' {
  const chapters: import('../../../build/manual').Chapter[];
  export default chapters;
}
